"""What is for sale."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    sku: str
    name: str
    price: float
    stock: int


PRODUCTS = {
    product.sku: product
    for product in (
        Product("tea", "Assam tea", 4.50, 40),
        Product("jam", "Plum jam", 3.20, 12),
        Product("bread", "Rye bread", 2.80, 6),
        Product("umbrella", "Umbrella", 14.00, 0),
    )
}


def search(text):
    """Products whose name holds the text, the cheapest first."""
    found = [product for product in PRODUCTS.values() if text.lower() in product.name.lower()]
    return sorted(found, key=lambda product: product.price)
