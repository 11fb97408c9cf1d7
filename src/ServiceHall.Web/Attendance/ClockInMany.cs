using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Many presses at once, each with its own moment, such as a history that is taken over: the checks and the judgement
/// of <see cref="ClockIn"/>, written a hundred at a time. Presses that are there already stay as they are.
/// </summary>
internal sealed class ClockInMany(HallGate gates, JudgePress judge, PunchLog log, Commits commits)
{
    private const int AtOnce = 200;
    private const int Tries = 5;

    /// <summary>One press of one person at one moment.</summary>
    internal sealed record Press(Actor Actor, ClockIn.Request Request, DateTimeOffset At);

    /// <returns>How many were written, accepted or not.</returns>
    /// <exception cref="ArgumentException">A press cannot be judged at all; nothing after it was written.</exception>
    public async Task<int> Run(IReadOnlyList<Press> presses, CancellationToken cancel)
    {
        var written = 0;
        foreach (var some in presses.Chunk(AtOnce))
        {
            if (some.Select(press => JudgePress.FaultOf(press.Request)).FirstOrDefault(fault => fault is not null) is { } fault)
                throw new ArgumentException(fault.Text, nameof(presses));
            written += await Write(some, cancel);
        }

        return written;
    }

    private async Task<int> Write(Press[] some, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var gate = await gates.Current(cancel);
            var judged = some.Select(press => (judge.Run(gate, press.Actor, press.Request, press.At).Punch, press.Request.Position)).ToList();
            if (await log.TryWriteAll(judged, gate.Version, cancel) is not { } written)
                continue;
            if (written > 0)
                commits.Tell(new HashSet<Type> { typeof(Punch) });
            return written;
        }

        throw new InvalidOperationException("People or the calendar changed with every attempt to write punches.");
    }
}
