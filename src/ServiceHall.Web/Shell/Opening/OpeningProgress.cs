using System.Globalization;

namespace ServiceHall.Web.Shell.Opening;

/// <summary>What a hall that is not open yet is doing, how far it is and how long it still takes: for the terminal and for its page.</summary>
internal sealed class OpeningProgress(TimeProvider clock, TextWriter terminal, bool isFile)
{
    // Before that a rate says nothing.
    private static readonly TimeSpan FirstEstimate = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private State _now = new("正在启动", null, null);
    private long _since;
    private long _told;
    private int _begunAt;

    /// <param name="What">Which work, in words.</param>
    /// <param name="Percent">How much of it is done; null: that cannot be told.</param>
    /// <param name="Left">How long the rest takes at the pace so far; null: that cannot be told yet.</param>
    internal sealed record State(string What, int? Percent, TimeSpan? Left)
    {
        /// <summary>All of it in one line.</summary>
        public string Line => What + (Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"，{percent}%") : "")
            + (Left is { } left ? $"，约还需 {Words(left)}" : "");

        // Nobody counts on single seconds.
        private static string Words(TimeSpan left)
        {
            var seconds = (int)Math.Ceiling(left.TotalSeconds / 10) * 10;
            return seconds < 60 ? $"{Math.Max(10, seconds)} 秒" : seconds % 60 == 0 ? $"{seconds / 60} 分钟" : $"{seconds / 60} 分 {seconds % 60} 秒";
        }
    }

    public State Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    /// <summary>Another work begins, of which nobody knows how long it takes.</summary>
    public void Begin(string what) => Set(new State(what, null, null), isNew: true, 0);

    /// <summary>How far a work is; where it is another than before, it begins with this.</summary>
    /// <param name="what">Which work: always the same words.</param>
    /// <param name="detail">Where it is.</param>
    public void Tell(string what, string detail, int done, int all)
    {
        lock (_lock)
        {
            var isNew = !_now.What.StartsWith(what, StringComparison.Ordinal);
            var (elapsed, begunAt) = isNew ? (TimeSpan.Zero, done) : (clock.GetElapsedTime(_since), _begunAt);
            TimeSpan? left = elapsed >= FirstEstimate && done > begunAt ? elapsed * ((double)(all - done) / (done - begunAt)) : null;
            Set(new State($"{what}：{detail}", 100 * done / Math.Max(1, all), left), isNew, done);
        }
    }

    /// <summary>The hall is open, or is not going to be: the terminal goes on in a line of its own.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (!isFile && _told != 0)
                terminal.WriteLine();
            _told = 0;
        }
    }

    private void Set(State state, bool isNew, int done)
    {
        lock (_lock)
        {
            _now = state;
            if (isNew)
                (_since, _begunAt) = (clock.GetTimestamp(), done);
            // On a terminal one line that is written over; in a file a new one now and then.
            if (!isFile)
                terminal.Write($"\r{state.Line}\u001b[K");
            else if (isNew || clock.GetElapsedTime(_told) >= BetweenLines)
                terminal.WriteLine(state.Line);
            else
                return;
            _told = clock.GetTimestamp();
        }
    }
}
