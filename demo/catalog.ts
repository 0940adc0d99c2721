export interface Product {
  id: string;
  name: string;
  /** Major units of CURRENCY. */
  price: number;
  description: string;
}

export const CURRENCY = 'EUR';

const LAMP_STORY =
  'A desk lamp for people who read late. The arm is solid brass, turned by hand, and stays where you put it. The shade is ' +
  'spun steel with a warm white enamel inside, so the light falls on the page and nowhere else. The switch sits in the base: ' +
  'one turn is on, a second turn is half as bright. The cable is covered in woven cotton, two and a half metres long, and can ' +
  'be replaced without a tool. Every part can be ordered on its own, from the felt under the base to the socket, for as long as ' +
  'we make the lamp. It comes in a box that folds flat, with a bulb of 2700 kelvin and a card that says who built it. ';

/** The lamp's story is long on purpose: shops send it along, and Meta's pixel then leaves the image for a form POST. */
export const PRODUCTS: readonly [Product, ...Product[]] = [
  { id: 'LAMP-01', name: 'Reading lamp', price: 149.9, description: LAMP_STORY.repeat(2) },
  { id: 'MUG-02', name: 'Enamel mug', price: 24, description: 'Holds a third of a litre and survives the floor.' },
];

export function findProduct(id: string | undefined): Product {
  return PRODUCTS.find((product) => product.id === id) ?? PRODUCTS[0];
}
