// Hash routes: `#/sales/customer-orders?tab=details&f.order=…`.

export function current() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { route: path || "home", query: new URLSearchParams(query) };
}

export const plain = (route) => route.replace(/^#?\/?/, "");

export function go(route) {
  location.hash = `#/${plain(route)}`;
}
