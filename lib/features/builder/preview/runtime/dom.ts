/** Elements from text. There is no other way into the page: nothing of a blueprint is ever read as markup. */

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Content = Node | string | null | undefined | false;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...content: Content[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...content.filter((item): item is Node | string => item !== null && item !== undefined && item !== false),
  );
  return element;
}

/** Text that a name in another script must not turn around for the words beside it. */
export const isolated = (text: string): HTMLElement => el("bdi", {}, text);

export const link = (href: string, className: string | null, ...content: Content[]): HTMLAnchorElement =>
  el("a", { href: `#${href}`, class: className }, ...content);
