"""How a configuration signs in, and what stands for the configurations of all ways to sign in to a connector."""

from __future__ import annotations

from typing import NoReturn

from .configuration import BaseConfiguration
from .errors import SettingsError
from .shapes import Method

__all__ = ["any_configuration", "method_of"]


def method_of(configuration: object) -> Method:
    """Return how a configuration signs in; raises SettingsError for what is no configuration."""
    if isinstance(configuration, BaseConfiguration):
        return configuration.METHOD
    kind = type(configuration).__name__
    found = f"the class {configuration.__name__}: call it" if isinstance(configuration, type) else f"a {kind}"
    raise SettingsError(f"configuration is a Configuration of a connector's module, not {found}")


class _AnyConfiguration(type):
    """The kind of what stands for several classes: its instances are theirs, and it makes none itself."""

    CLASSES: tuple[type[BaseConfiguration], ...]

    def __call__(cls, *_: object, **__: object) -> NoReturn:
        ways = " or ".join(f"{c.__name__} ({c.METHOD.name})" for c in cls.CLASSES)
        connector = cls.CLASSES[0].METHOD.connector
        raise TypeError(f"{cls.__name__} stands for any way to sign in to {connector}; call {ways}")

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.CLASSES)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.CLASSES)


def any_configuration(*classes: type[BaseConfiguration]) -> type:
    """Return what stands for the configurations of all ways to sign in to a connector: a type, not to be called."""
    module = classes[0].__module__
    return _AnyConfiguration("AnyConfiguration", (), {"CLASSES": classes, "__module__": module, "__slots__": ()})
