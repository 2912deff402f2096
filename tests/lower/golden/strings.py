a = "text", 'it\'s', "tab\t", "\x41\u00e9\U0001f600\N{EM DASH}\101", "\d", r"\d", u"old"
b = """two
lines \
joined"""
c = "side " 'by' """ side"""
d = f"row_{i}", f"{a}{b}", f"plain", f"", f"{{braces}} \x41 {a}", rf"\d{a}"
e = "a" f"b{c}d" "e" r"\f"
f = f"{a!r}", f"{a!s}", f"{a:>{width}.2f}", f"{a=}"
g = f"{'nested'}{f'{deep}'}{1}"
h = f"{a["same quotes"]}"
i = t"template {a} {b:{c}}"
