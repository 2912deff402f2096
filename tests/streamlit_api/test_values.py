"""What is said about values is what pickle and the libraries do."""

from __future__ import annotations

import importlib
import json
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from statelint.streamlit_api.loader import api
from statelint.streamlit_api.values import FACTS, values

DATA = Path(__file__).parents[2] / "statelint" / "streamlit_api" / "values.json"
PICKLING = sorted(name for name, facts in values().facts.items() if facts & {"picklable", "unpicklable"})
REFUSALS = (AttributeError, NotImplementedError, RuntimeError, TypeError, pickle.PicklingError)
# Source texts of the arguments of what cannot be called without any.
ARGUMENTS = {
    **dict.fromkeys(["codecs.open", "io.open", "logging.FileHandler", "open"], repr(__file__)),
    **dict.fromkeys(["bz2.open", "gzip.open", "lzma.open", "tarfile.open", "zipfile.ZipFile"], "'made', 'w'"),
    **dict.fromkeys(["io.BufferedReader", "io.TextIOWrapper"], "io.BytesIO()"),
    **dict.fromkeys(["csv.reader", "csv.DictReader", "pandas.read_csv", "pandas.read_json"], "io.StringIO('[1]')"),
    **dict.fromkeys(["re.match", "re.search", "re.fullmatch", "re.finditer"], "'a', 'a'"),
    **dict.fromkeys(["numpy.arange", "numpy.empty", "numpy.ones", "numpy.zeros", "range", "slice"], "3"),
    **dict.fromkeys(["functools.cache", "functools.lru_cache"], "lambda: 0"),
    **dict.fromkeys(["glob.iglob", "os.walk", "os.popen", "jinja2.Template", "uuid.UUID"], "'0' * 32"),
    **dict.fromkeys(["sqlite3.connect", "sqlite3.Connection", "duckdb.connect"], "':memory:'"),
    "sqlite3.Cursor": "__import__('sqlite3').connect(':memory:')",
    **dict.fromkeys(["openai.OpenAI", "openai.AsyncOpenAI"], "api_key='x'"),
    **dict.fromkeys(["subprocess.Popen", "subprocess.run"], "[sys.executable, '-c', '']"),
    **dict.fromkeys(["pandas.DataFrame", "pandas.Series", "numpy.array"], "[1]"),
    **dict.fromkeys(["weakref.proxy", "weakref.ref"], "json.JSONDecoder"),
    "PIL.Image.new": "'L', (1, 1)",
    "array.array": "'i'",
    "collections.deque": "[1]",
    "contextvars.ContextVar": "'x'",
    "csv.DictWriter": "io.StringIO(), []",
    "csv.writer": "io.StringIO()",
    "datetime.date": "2024, 1, 1",
    "datetime.datetime": "2024, 1, 1",
    "hashlib.new": "'md5'",
    "hmac.new": "b'key', digestmod='sha1'",
    "ipaddress.ip_address": "'127.0.0.1'",
    "logging.getLogger": "'x'",
    "memoryview": "b''",
    "mmap.mmap": "-1, 1",
    "multiprocessing.pool.ThreadPool": "1",
    "numpy.linspace": "0, 1",
    "operator.itemgetter": "0",
    "pandas.ExcelFile": "(pandas.DataFrame().to_excel('a.xlsx'), 'a.xlsx')[1]",
    "pandas.ExcelWriter": "'b.xlsx'",
    "pandas.Timestamp": "0",
    "pandas.concat": "[pandas.DataFrame()]",
    "pandas.date_range": "'2024-01-01', periods=2",
    "pandas.io.formats.style.Styler": "pandas.DataFrame()",
    "polars.DataFrame": "{'a': [1]}",
    "polars.LazyFrame": "{'a': [1]}",
    "pyarrow.table": "{'a': [1]}",
    "pymongo.MongoClient": "connect=False",
    "re.compile": "'a'",
    "sqlalchemy.create_engine": "'sqlite://'",
    "string.Template": "''",
    "threading.Barrier": "1",
    "threading.Timer": "1, print",
    "types.MappingProxyType": "{}",
    "types.ModuleType": "'x'",
    "xml.etree.ElementTree.Element": "'x'",
    "zoneinfo.ZoneInfo": "'UTC'",
}


def make(name: str) -> Any:
    """What calling `name` gives; skips the test if its library is not installed."""
    scope: dict[str, Any] = {module: importlib.import_module(module) for module in ("io", "json", "sys")}
    top, *inner = name.split(".")
    if inner:
        scope[top] = pytest.importorskip(top)
        for length in range(len(inner)):
            with suppress(ModuleNotFoundError):
                importlib.import_module(".".join([top, *inner[:length]]))
    return eval(f"{name}({ARGUMENTS.get(name, '')})", scope)


@pytest.mark.parametrize("name", PICKLING)
def test_pickle_agrees(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if "ExcelFile" in name or "ExcelWriter" in name:
        pytest.importorskip("openpyxl")
    value = make(name)
    if values().has(name, "picklable"):
        pickle.loads(pickle.dumps(value))
    else:
        with pytest.raises(REFUSALS):
            pickle.dumps(value)


def test_no_value_is_said_to_be_both() -> None:
    assert not [name for name, facts in values().facts.items() if facts >= {"picklable", "unpicklable"}]


def test_every_fact_is_described() -> None:
    assert set().union(*values().facts.values()) == set(FACTS)


def test_members_of_what_calls_give() -> None:
    assert values().member("sqlite3.connect.cursor") == "sqlite3.Connection.cursor"
    assert values().member("sqlite3.connect().cursor().fetchall") == "sqlite3.Cursor.fetchall"
    assert values().member("pandas.read_csv") == "pandas.read_csv"
    assert type(make("sqlite3.connect").cursor()) is type(make("sqlite3.Cursor"))


def test_names_are_sorted_and_given_once() -> None:
    for names in json.loads(DATA.read_text())["facts"].values():
        assert names == sorted(set(names))


def test_names_of_the_standard_library_exist() -> None:
    for name in values().facts:
        top, *inner = name.split(".")
        if inner and top in sys.stdlib_module_names and not (sys.platform == "win32" and name == "os.fork"):
            module, *attributes = _split(name)
            found: Any = importlib.import_module(module)
            for attribute in attributes:
                found = getattr(found, attribute)


def _split(name: str) -> list[str]:
    """The module, then the attributes."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        with suppress(ModuleNotFoundError):
            importlib.import_module(".".join(parts[:length]))
            return [".".join(parts[:length]), *parts[length:]]
    raise AssertionError(name)


def test_the_keys_of_libraries_reach_the_release() -> None:
    assert "authentication_status" in api().key_writers["streamlit_authenticator.Authenticate"]
