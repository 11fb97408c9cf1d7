using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>Somebody wants a line of the timetable to run now (立即运行). Its time is left as it is.</summary>
internal sealed class AskForRun(IDbContextFactory<HallDb> factory, TimeProvider clock, IBackgroundJobClient jobs, NoteRun note)
{
    /// <returns>The row in which the run will stand.</returns>
    public async Task<Answer<long>> Run(Actor actor, string name, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "timetable.run", Right.RunTimetable, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (Timetable.Find(name) is not { } line)
            return new Refusal("没有这项定时任务，页面可能已过时。请刷新后再试。");
        if (await act.Db.Set<TimetableState>().AnyAsync(state => state.Line == name && state.PausedAt != null, cancel))
            return new Refusal($"“{line.Title}”已暂停，不能运行。请先恢复。");
        var recently = act.Now.AddHours(-1);
        if (await act.Db.Set<TimetableRun>().AnyAsync(open => open.Line == name && open.Outcome == RunOutcome.Running && open.StartedAt > recently, cancel))
            return new Refusal($"“{line.Title}”已有人要求运行，还没有结束。请稍后按“刷新”查看。");
        var run = new TimetableRun { Line = name, StartedAt = act.Now, AskedById = actor.StaffId };
        act.Db.Add(run);
        act.Record($"line {line.Title}");
        await act.Commit(cancel);
        try
        {
            jobs.Create(TimetableJob.For(line, run.Id), new EnqueuedState(line.Queue));
        }
        catch
        {
            // Nobody will run it: the row must not stand in the way of the next who asks.
            await note.Skipped(run.Id, CancellationToken.None);
            throw;
        }

        return run.Id;
    }
}
