"""The entry point of a call."""
import contextlib
import errno
import json
import os
import queue
import select
import signal
import sys
import threading

OPERATIONS = {f.__name__: f for f in (  # noqa: F821
    probe, metadata, search, marker, delete, trigger, distrust, write, amend, statfs, lease, bricks, rollover, workers, lost,  # noqa: F821
    examine, public, authorize, revoke, forget, reach, login, mountbroker, unmountbroker, origin)}  # noqa: F821


def reason(error):
    return error.message if isinstance(error, Failure) else error.strerror or str(error)


def end_when_nobody_listens():
    """Ends the process when the caller closes its output. Nothing else shows that the caller is gone, and a probe may run for hours."""
    poll = select.poll()
    poll.register(sys.stdout.fileno(), select.POLLERR | select.POLLHUP)
    poll.poll()
    os.kill(os.getpid(), signal.SIGTERM)


def terminate(*_):
    raise Failure("terminated", "ended from outside")


def on_a_thread(work):
    """Runs the work in another thread, so that this one can handle signals and clean up while the work hangs in a dead mount."""
    done = queue.Queue()

    def run():
        try:
            done.put((work(), None))
        except BaseException as e:  # raised again in the waiting thread
            done.put((None, e))

    threading.Thread(target=run, daemon=True).start()
    result, error = done.get()
    if error is not None:
        raise error
    return result


def answer_to(request):
    operation = OPERATIONS[request["operation"]]
    if request["operation"] in ON_BRICKS | SESSION_OPERATIONS:  # noqa: F821
        return on_a_thread(lambda: operation(request))
    with Workspace() as space:
        return on_a_thread(lambda: on_volume(operation, request, space))


def on_volume(operation, request, space):
    """Checks the volume's UUID before and after, so that nothing read from another volume is returned."""
    wanted = request.get("volumeId")
    if wanted:
        require_id(request["volume"], wanted)  # noqa: F821
    answer = operation(request, space)
    if wanted:
        require_id(request["volume"], wanted)  # noqa: F821
    return answer


def main(text):
    os.umask(0o022)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, terminate)
    threading.Thread(target=end_when_nobody_listens, daemon=True).start()
    try:
        answer = answer_to(json.loads(text))
    except Failure as e:
        answer = {"error": {"code": e.code, "message": e.message, "log": e.log}}
    except OSError as e:
        code = "no-space" if e.errno in (errno.ENOSPC, errno.EDQUOT) else "io"
        answer = {"error": {"code": code, "message": "%s: %s" % (e.strerror, e.filename), "log": []}}
    with contextlib.suppress(OSError):
        print(json.dumps(answer), flush=True)
    os._exit(0)  # threads that wait for a dead mount must not keep the process alive
