using System.Collections.Concurrent;
using ServiceHall.Replay.Facts;
using ServiceHall.Rules.Attendance;

namespace ServiceHall.Replay;

/// <summary>
/// Carries punches from the thread that reads them to one that judges them, in batches and in their order. It holds a few
/// batches at most, so a reader that is faster waits.
/// </summary>
internal sealed class PunchBelt : IDisposable
{
    private const int BatchSize = 4096;
    private const int BatchesAtMost = 8;
    private readonly BlockingCollection<Punch[]> _batches = new(BatchesAtMost);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _judging;
    private readonly Punch[] _batch = new Punch[BatchSize];
    private int _count;

    public PunchBelt(Action<Punch> judge) => _judging = Task.Run(() =>
    {
        try
        {
            foreach (var batch in _batches.GetConsumingEnumerable())
            {
                foreach (var punch in batch) judge(punch);
            }
        }
        catch
        {
            // The reader must not wait for room that will never come; Finish passes the fault on.
            _stopped.Cancel();
            throw;
        }
    });

    /// <summary>Reads all punches, and lets each run judge them.</summary>
    public static void Carry(FactsReader reader, IReadOnlyList<ReplayRun> runs, Action<double> progress)
    {
        using var belt = new PunchBelt(Take);
        reader.ReadPunches(belt.Add, progress);
        belt.Finish();

        void Take(Punch punch)
        {
            foreach (var run in runs) run.Take(punch);
        }
    }

    public void Add(Punch punch)
    {
        _batch[_count++] = punch;
        if (_count == BatchSize) Send();
    }

    /// <summary>Waits until everything has been judged; a fault of the judging is thrown here.</summary>
    public void Finish()
    {
        if (_count > 0) Send();
        _batches.CompleteAdding();
        _judging.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        if (!_batches.IsAddingCompleted) _batches.CompleteAdding();
        // After a fault of the reader the judging has nothing more to say.
        ((IAsyncResult)_judging).AsyncWaitHandle.WaitOne();
        _batches.Dispose();
        _stopped.Dispose();
    }

    private void Send()
    {
        try
        {
            _batches.Add(_batch[.._count], _stopped.Token);
        }
        catch (OperationCanceledException) when (_judging.IsFaulted)
        {
            _judging.GetAwaiter().GetResult();
        }

        _count = 0;
    }
}
