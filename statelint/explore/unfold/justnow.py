"""What has just been put under a key. In: what a loop goes through. Out: the literal container that it is, if nothing
stands between storing it and the loop.

    st.session_state.fields = {"faculty": "text", "year": "number"}
    for field in st.session_state.fields:                 field is "faculty", then "year": the body writes these keys
        st.session_state.setdefault(field, None)          and no others
"""

from __future__ import annotations

from statelint.explore.program import Draw, SetVar, Touch
from statelint.explore.terms import Exact
from statelint.explore.unfold.kept import Keeping
from statelint.explore.unfold.origins import Kept
from statelint.explore.unfold.values import Mapping, Seq, Value


class JustNow(Keeping):
    """Looks back over the steps just written."""

    def just_stored(self, iterable: Value) -> Value:
        """The container itself, or the part of it that the loop goes through; else the value as it is."""
        found = self.passed(iterable)
        if found is None or not isinstance(found[0], Kept) or found[0].way or not isinstance(found[0].key, Exact):
            return iterable
        value = self._stored(found[0].key)
        if isinstance(value, Mapping) and value.complete:
            keys, values = [key for key, _ in value.items], [worth for _, worth in value.items]
            pairs: list[Value] = [Seq("tuple", [key, worth]) for key, worth in value.items]
            parts: dict[str, list[Value]] = {"": keys, "keys": keys, "values": values, "items": pairs}
            return Seq("list", parts[found[1]]) if found[1] in parts else iterable
        return value if isinstance(value, Seq) and value.complete and not found[1] else iterable

    def _stored(self, key: Exact) -> Value | None:
        for step in reversed(self.out):
            if isinstance(step, Touch) and step.key == key and step.op == "write":
                stores = reversed(self.notes.stores)
                return next((store.value for store in stores if store.key == key and store.site == step.site), None)
            if not isinstance(step, (SetVar, Draw)) and not (isinstance(step, Touch) and step.op == "read"):
                return None
        return None
