"""Kernels that begin warm: forked from one process that has run what each of them would run first.

Jupyter starts kernels through provisioners (jupyter_client, "Kernel provisioning"): `WarmProvisioner` is one that asks
a `Nursery` for a fork. The nursery is this module run as a program: a JSON line in, {"arguments", "environment",
"folder"} of a kernel, and its process id out, until there are no more lines.
"""

import json
import os
import signal
import subprocess
import sys
import threading

from jupyter_client.provisioning import LocalProvisioner

from helpers import paths

# What a kernel sets for itself before anything draws; here matplotlib is loaded before there is a kernel.
INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def can_fork():
    """Whether a process may be forked that has loaded what draws: on macOS the system's frameworks forbid it."""
    return hasattr(os, "fork") and sys.platform != "darwin"


class Nursery:
    """A process that has run some cells, and from which kernels are forked; a context manager that ends it and them.

    It begins with the first kernel that is asked for.
    """

    def __init__(self, cells, environment):
        self.command = [sys.executable, "-m", "helpers.kernels", *cells]
        self.environment, self.process, self.lock = {**environment, **INLINE}, None, threading.Lock()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.process:
            self.process.communicate()

    def fork(self, **kernel):
        """The process id of a new kernel. Raises RuntimeError if the nursery has died."""
        with self.lock:
            self.process = self.process or self.start()
            try:
                self.process.stdin.write(json.dumps(kernel) + "\n")
                self.process.stdin.flush()
                return int(self.process.stdout.readline())
            except (OSError, ValueError):
                raise RuntimeError("The process that kernels begin from has ended; run the notebooks again.") from None

    def start(self):
        """The process, which first runs the cells."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return subprocess.Popen(self.command, env=self.environment, cwd=paths.ROOT, text=True, **pipes)


class WarmProvisioner(LocalProvisioner):
    """A local kernel that a nursery forks instead of a new process."""

    nursery = None

    async def launch_kernel(self, cmd, **kwargs):
        """Fork a kernel; of `cmd`, the command that would start one, the arguments behind the module are kept."""
        arguments = cmd[cmd.index("-m") + 2 :]
        self.pid = self.pgid = self.nursery.fork(arguments=arguments, environment=kwargs["env"], folder=kwargs["cwd"])
        self.process, self.cwd = Fork(self.pid), kwargs["cwd"]
        return self.connection_info


class Fork:
    """A forked kernel with the part of `subprocess.Popen` that a provisioner asks for; it is the nursery's child."""

    stdin = stdout = stderr = None

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        """None while it runs, 0 when it has ended: how it ended only the nursery knows."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    wait = poll

    def send_signal(self, signum):
        """Send it a signal."""
        os.kill(self.pid, signum)


def run_cells(cells):
    """Run cells one by one, each with names of its own: what stays is what they load."""
    import ipykernel.kernelapp  # noqa: F401

    for cell in cells:
        exec(cell, {})


def serve(lines):
    """Fork a kernel per line; when there are no more, end what still runs."""
    running = set()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: bury(running))
    for line in lines:
        pid = os.fork()
        if not pid:
            be_kernel(**json.loads(line))
        running.add(pid)
        print(pid, flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def bury(running):
    """Take leave of the kernels that have ended."""
    for pid in sorted(running):
        if os.waitpid(pid, os.WNOHANG)[0]:
            running.remove(pid)


def be_kernel(arguments, environment, folder):
    """Be a kernel to the end: a session of its own, no ear for the nursery's lines and no voice among its answers."""
    from ipykernel import kernelapp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    kernelapp.launch_new_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    os._exit(0)


if __name__ == "__main__":
    run_cells(sys.argv[1:])
    serve(sys.stdin)
