using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.LongWork;

/// <summary>Starts a long work. From the commit on it is done, whatever becomes of this server.</summary>
internal sealed class StartWork(
    IDbContextFactory<HallDb> factory, TimeProvider clock, WorkKinds kinds, WorkQueue queue, ILogger<StartWork> log)
{
    /// <summary>The most works of one person that have not ended: others have works too, and servers a few workers.</summary>
    public const int MostOpen = 5;

    private const int StarterLock = 4207;

    /// <param name="Kind">The code of a registered kind.</param>
    /// <param name="Parameters">What that kind needs to know.</param>
    /// <param name="Key">The form that is confirmed: pressed twice, it is one work.</param>
    /// <param name="Input">What is handed in with it; null: nothing.</param>
    internal sealed record Wanted(string Kind, object Parameters, Guid Key, UploadedFile? Input = null);

    /// <returns>The work's id.</returns>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public async Task<Answer<int>> Run(Actor actor, Wanted wanted, CancellationToken cancel)
    {
        var kind = kinds.Find(wanted.Kind) ?? throw new ArgumentException($"There is no work {wanted.Kind}.", nameof(wanted));
        await using var act = await Act.Begin(factory, clock, actor, "work.start", kind.Right, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        // Of two presses in one moment the later one finds what the earlier one left.
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({StarterLock}, {actor.StaffId})", cancel);
        var own = act.Db.Set<LongWork>().Where(work => work.StarterId == actor.StaffId);
        if (await own.Where(work => work.Key == wanted.Key).Select(work => (int?)work.Id).SingleOrDefaultAsync(cancel) is { } before)
            return before;
        if (await own.CountAsync(work => work.EndedAt == null, cancel) >= MostOpen)
            return new Refusal($"您已有 {MostOpen} 项后台任务没有结束。请等它们结束，或先停止不需要的。");
        var parameters = JsonSerializer.SerializeToElement(wanted.Parameters, wanted.Parameters.GetType(), WorkJson.Options);
        if (await kind.RefusalFor(act, parameters, wanted.Input, cancel) is { } no)
            return no;
        var work = new LongWork
        {
            Kind = kind.Code, Key = wanted.Key, StarterId = actor.StaffId, Address = actor.Address, StartedAt = act.Now,
            Parameters = parameters.GetRawText(),
        };
        act.Db.Add(work);
        await act.Db.SaveChangesAsync(cancel);
        if (wanted.Input is { } input)
            act.Db.Add(new WorkFile { WorkId = work.Id, Name = Cut.To(input.Name, LongWorkTables.NameLength), ContentType = input.ContentType, Bytes = input.Bytes });
        act.Record($"work {work.Id}", kind.Title);
        await act.Commit(cancel);
        await HandOver(work.Id, cancel);
        return work.Id;
    }

    private async Task HandOver(int id, CancellationToken cancel)
    {
        try
        {
            var job = queue.Add(id);
            await using var db = await factory.CreateDbContextAsync(cancel);
            await db.Set<LongWork>().Where(work => work.Id == id).ExecuteUpdateAsync(work => work.SetProperty(of => of.Job, job), cancel);
        }
        catch (Exception fault) when (ServiceInterrupted.IsInterruption(fault))
        {
            // The row is there: a server that finds it hands it over (ResumeWorks).
            log.LogWarning("Work {Id} waits to be handed over: {Reason}", id, fault.GetBaseException().Message);
        }
    }
}
