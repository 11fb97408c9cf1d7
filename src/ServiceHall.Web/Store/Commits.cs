namespace ServiceHall.Web.Store;

/// <summary>
/// Tells, after a commit and never before, which kinds of facts it changed. What is saved through
/// <see cref="HallDb"/> is told by itself; whoever writes past it says so with <see cref="Tell"/>.
/// </summary>
internal sealed class Commits
{
    private readonly Lock _guard = new();
    private Action<IReadOnlySet<Type>>? _watchers;

    /// <summary>Calls <paramref name="watcher"/> after each commit, on the thread that committed: it only makes a note.</summary>
    public void Watch(Action<IReadOnlySet<Type>> watcher)
    {
        lock (_guard)
            _watchers += watcher;
    }

    /// <summary>Facts of these kinds were changed and committed.</summary>
    public void Tell(IReadOnlySet<Type> changed)
    {
        if (changed.Count > 0)
            _watchers?.Invoke(changed);
    }
}
