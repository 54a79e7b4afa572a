/** What the demo's assistant knows and has heard: a made-up roastery, for people who look at Atrium for the first time. */

export const documents: readonly { title: string; fileName: string; text: string }[] = [
  {
    title: "Opening hours and visits",
    fileName: "opening-hours.md",
    text: `# Opening hours and visits

## The roastery café

The café at Kaigate 14 in Bergen is open from Tuesday to Friday from 8:00 to 17:00, and on Saturday and Sunday from 9:30 to 16:00. We are closed on Mondays, because that is the day we roast.

On public holidays we open at 10:00. Between Christmas and New Year the café is closed; orders placed in that week leave the roastery on the first working day of January.

## Getting here

The light rail stops at Byparken, four minutes on foot from us. There is no car park of our own; the nearest one is the garage at Bygarasjen. Bicycles can be locked in the yard.

The ground floor and the toilet can be reached without steps. The tasting room on the first floor has stairs only.

## Tastings

Tastings take place every Thursday at 18:00, last about ninety minutes and cost 290 kroner for each guest. Six coffees are tasted. Groups of more than eight people write to us at least a week ahead.`,
  },
  {
    title: "Orders and delivery",
    fileName: "orders-and-delivery.md",
    text: `# Orders and delivery

## When your coffee leaves us

We roast to order on Mondays and Wednesdays. Orders placed before noon on a roasting day leave the same day; all others leave on the next roasting day. You get an e-mail with the tracking number as soon as the parcel is handed over.

## What delivery costs

Within Norway delivery costs 59 kroner and is free from 500 kroner. We deliver to Sweden and Denmark for 99 kroner and to all other countries of the European Union for 149 kroner. Addresses outside Europe are too far for fresh coffee.

## How long it takes

Parcels within Norway arrive after one to three working days. To Sweden and Denmark they take two to four working days, to the rest of Europe four to seven.

## Changing or cancelling an order

An order can be changed or cancelled free of charge until it is roasted. Reply to the confirmation e-mail with your order number. Once the beans are roasted we can change only the delivery address.

## Paying

We take Visa, Mastercard, Vipps and Klarna. Norwegian companies can pay by invoice and have 14 days for it.`,
  },
  {
    title: "Returns and refunds",
    fileName: "returns.md",
    text: `# Returns and refunds

## Coffee

Coffee is food, so opened bags cannot be sent back. An unopened bag can be returned within 14 days of its arrival; we refund the price of the coffee, and you pay for sending it back.

If a coffee is not what you expected, write to us within 30 days. We replace the first bag of every coffee once, free of charge, with another one of your choice.

## Equipment

Grinders, kettles and brewers can be returned within 30 days if they are unused and in their box. They carry a guarantee of two years; for repairs within that time we pay the postage.

## Damaged or lost parcels

Send us a photo of a damaged parcel within seven days and we ship again the same week. A parcel that has not moved for ten working days counts as lost: we send a new one or refund the whole amount, as you like.

## How refunds are paid

Refunds go back the way you paid, within five working days after we have the parcel. With Klarna it can take up to two weeks until you see the money.`,
  },
  {
    title: "Subscriptions",
    fileName: "subscriptions.md",
    text: `# Subscriptions

## What you get

With a subscription a freshly roasted coffee arrives every one, two or four weeks. One bag of 250 grams costs 129 kroner, two bags cost 239 kroner and four bags cost 449 kroner each time. Delivery within Norway is included.

You choose between filter roasts, espresso roasts and "Surprise me". Beans can be sent whole or ground for your brewer.

## Pausing and changing

You can pause a subscription for up to three months, skip a single delivery or change the coffee at any time in your account, until Sunday evening before the next roasting day.

## Cancelling

There is no minimum term. A subscription can be cancelled at any time in your account; deliveries that have been paid for still arrive. Nothing is charged afterwards.

## As a gift

Gift subscriptions run for three, six or twelve months and end by themselves. You can choose the day of the first delivery and add a card with your own words.`,
  },
  {
    title: "Brewing guide",
    fileName: "brewing-guide.md",
    text: `# Brewing guide

## Pour over

Use 15 grams of coffee for 250 grams of water at 94 degrees. Grind medium, about as coarse as table salt. Pour 45 grams, wait for 40 seconds, then pour the rest in three circles. The whole brew takes about three minutes.

## French press

Use 30 grams of coarsely ground coffee for half a litre of water just off the boil. Stir after one minute, take off the foam after four and press slowly. Pour it all out at once, or it turns bitter.

## AeroPress

Use 14 grams of coffee, ground a little finer than for filter, and 200 grams of water at 88 degrees. Steep for 90 seconds, stir, and press for 30 seconds.

## Espresso

Our espresso roasts taste best with 18 grams of coffee for 38 grams in the cup, in 27 to 30 seconds at 93 degrees. Let the beans rest for ten days after roasting.

## Keeping coffee fresh

Keep the bag closed, dry and away from light, not in the fridge. Whole beans taste best between one and six weeks after roasting; ground coffee within a week.`,
  },
  {
    title: "Wholesale",
    fileName: "wholesale.md",
    text: `# Coffee for cafés, offices and restaurants

## Prices and minimum order

The minimum order for cafés and offices is six kilograms. From six kilograms a kilogram costs 245 kroner, from twenty 225 kroner and from fifty 209 kroner, all without VAT. Delivery is free within Bergen; elsewhere in Norway it costs 120 kroner for each order.

## Machines and training

We lend an espresso machine and a grinder to cafés that order at least twenty kilograms a month. Every new partner gets a training of three hours for up to four people, free of charge.

## Becoming a partner

Leave us your name, the place and how much coffee you use in a month. Somebody from the roastery calls back within two working days. The first sample box with four coffees costs nothing.`,
  },
];

export const curatedAnswers: readonly { question: string; wordings: string[]; answer: string }[] = [
  {
    question: "Can I bring my dog to the café?",
    wordings: ["Are dogs allowed?", "Is the café dog friendly?"],
    answer: "Yes, dogs are welcome in the café and in the yard, on a lead. There is a bowl of water at the door.",
  },
  {
    question: "Do you have decaf coffee?",
    wordings: ["Is there coffee without caffeine?", "Do you sell decaffeinated coffee?"],
    answer:
      "Yes. **Midnight Sun** from Colombia is decaffeinated with sugar cane and water, without solvents. There is one for filter and one for espresso.",
  },
];

export const suggestedQuestions = [
  "What does delivery cost?",
  "Can I pause my subscription?",
  "When is the café open?",
  "How do I brew a pour over?",
];

/** Said by a visitor and answered by the assistant itself, unless a person answered. */
export type DemoTurn =
  | { visitor: string; thumb?: 1 | -1 }
  | { agent: "mira@atrium.local" | "demo@atrium.local"; text: string };
export type DemoConversation = {
  /** How long ago it began. */
  minutesAgo: number;
  visitor?: { name: string; email: string };
  turns: readonly DemoTurn[];
  resolvedBy?: "mira@atrium.local";
  rating?: { stars: number; comment: string };
  lead?: { message: string; status: "new" | "contacted" };
};

const hour = 60;
const day = 24 * hour;

/** Newest first. */
export const conversations: readonly DemoConversation[] = [
  {
    minutesAgo: 18,
    visitor: { name: "Ingrid Solheim", email: "ingrid.solheim@example.com" },
    turns: [
      { visitor: "How long does delivery to Denmark take?" },
      { visitor: "Mine has been under way for eight days and the tracking has not moved. Can I talk to a person?" },
    ],
  },
  {
    minutesAgo: 3 * hour,
    visitor: { name: "Lukas Weber", email: "lukas.weber@example.com" },
    turns: [{ visitor: "Do you sell reusable cups with a lid?" }],
    lead: { message: "Please tell me if you get reusable cups. I would take two.", status: "new" },
  },
  {
    minutesAgo: day + 2 * hour,
    turns: [
      { visitor: "Can I change the coffee in my subscription?" },
      { visitor: "I want to speak to a human" },
      {
        agent: "mira@atrium.local",
        text: "Hi, Mira here. I have moved you to our espresso roasts, beginning with the parcel of next Wednesday. Anything else?",
      },
      { visitor: "That was all, thank you!" },
    ],
    resolvedBy: "mira@atrium.local",
    rating: { stars: 5, comment: "Quick and friendly." },
  },
  {
    minutesAgo: 2 * day + hour,
    turns: [{ visitor: "How do I store coffee beans?", thumb: -1 }],
  },
  {
    minutesAgo: 3 * day,
    visitor: { name: "Sofia Lindqvist", email: "sofia@cafe-lykke.example" },
    turns: [{ visitor: "What is the minimum order for a café?", thumb: 1 }],
    lead: { message: "We are opening a small place in Oslo in spring, about 15 kg a month.", status: "contacted" },
  },
  { minutesAgo: 4 * day, turns: [{ visitor: "When is the café open on Sunday?", thumb: 1 }] },
  { minutesAgo: 5 * day, turns: [{ visitor: "Are dogs allowed?" }] },
  { minutesAgo: 5 * day + 4 * hour, turns: [{ visitor: "Do you sell reusable cups with a lid?" }] },
  { minutesAgo: 6 * day, turns: [{ visitor: "How do I cancel my subscription?", thumb: 1 }] },
  { minutesAgo: 8 * day, turns: [{ visitor: "Is your coffee fair trade certified?" }] },
  { minutesAgo: 9 * day, turns: [{ visitor: "Can I send back an opened bag of coffee?" }] },
  { minutesAgo: 11 * day, turns: [{ visitor: "Do you deliver to Sweden?", thumb: 1 }] },
];

/** What the page "Tests" asks; null where nothing should be found. */
export const testQuestions: readonly { question: string; document: string | null }[] = [
  { question: "What does delivery within Norway cost?", document: "Orders and delivery" },
  { question: "How long can I pause a subscription?", document: "Subscriptions" },
  { question: "How many grams of coffee for a French press?", document: "Brewing guide" },
  { question: "Do you lend espresso machines to cafés?", document: "Wholesale" },
  { question: "What is the capital of Portugal?", document: null },
];
