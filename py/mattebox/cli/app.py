"""The command's parts, and how it ends: 0 all good, 1 some failed, 2 wrong usage, 130 interrupted."""

import sys
from collections.abc import Sequence

import rich_click as click
from click.shell_completion import get_completion_class

from .. import __version__
from ..catalogue.inputs import NoSuchInput
from ..catalogue.manifest import ManifestError
from ..catalogue.work import trouble
from ..errors import InvalidOption, MatteboxError
from .batch import batch
from .cut import cut
from .models import models
from .show import any_terminal
from .tools import doctor, info
from .words import printable

NAME = "mattebox"

_WRONG_USAGE = (InvalidOption, NoSuchInput, ManifestError)


@click.group(name=NAME)
@click.version_option(__version__, prog_name=NAME)
def mattebox() -> None:
    """Background removal that runs where the picture is."""


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> int:
    """Print the script that completes words of the command in a shell.

    For bash: mattebox completion bash > ~/.local/share/bash-completion/completions/mattebox
    """
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(mattebox, {}, NAME, f"_{NAME.upper()}_COMPLETE").source())
    return 0


for command in (cut, batch, models, doctor, info, completion):
    mattebox.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: its words; the process's own if None.

    Returns:
        The exit status.
    """
    any_terminal()
    try:
        return int(mattebox(arguments, prog_name=NAME, standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except BrokenPipeError:  # whoever read the output has gone
        sys.stderr.close()
        return 1
    except OSError as error:
        click.echo(f"error: {printable(trouble(error))}", err=True)
        return 1
    except MatteboxError as error:
        click.echo(f"error: {printable(str(error))}", err=True)
        return 2 if isinstance(error, _WRONG_USAGE) else 1


def _interrupted() -> int:
    click.echo("interrupted; what is done is whole", err=True)
    return 130
