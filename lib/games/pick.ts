/** One of `items`, each as likely, by a uniform coin in [0, 1). */
export function pick<Item>(items: readonly Item[], coin: number): Item {
  return items[Math.floor(coin * items.length)]!;
}
