import streamlit
import streamlit as st, os.path, os.path as p
from streamlit import session_state
from streamlit import session_state as ss, write
from pages.tools import (
    helper,
    other as o,
)
from tools import *
from . import sibling
from .. import parent as up
from ..package.module import name
from .everything import *
