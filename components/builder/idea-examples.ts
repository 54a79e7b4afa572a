export const ideaExamples: readonly { label: string; idea: string }[] = [
  {
    label: "Landlord",
    idea: "I'm a landlord with 14 flats. I want to see which tenants are late on rent, upload the lease as a PDF, and let tenants report problems like a broken boiler with a photo. Tenants must only see their own things.",
  },
  {
    label: "Gym",
    idea: "An app for my gym. Members book classes, trainers see who is coming to theirs, and the front desk checks people in. A class has a limited number of places.",
  },
  {
    label: "Bakery orders",
    idea: "Orders for a bakery. An order has many items, each with a quantity and a unit price. A clerk takes the order; it belongs to the weekend market or to wholesale. Status: new, baking, ready, collected.",
  },
];
