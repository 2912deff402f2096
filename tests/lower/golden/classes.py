class Empty: pass


@dataclass(frozen=True)
class Child(Base, mixins.Other, *bases, metaclass=Meta, **options):
    """Docstring."""

    field: int = 1
    declared: str

    def method(self):
        return super().method()

    @property
    def prop(self): return self.field

    class Nested:
        deep = lambda self: self


def factory():
    class Local(Base):
        def method(self): pass
    return Local
class Generic[T](Base[T]): x = 1
