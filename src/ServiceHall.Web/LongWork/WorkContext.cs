using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.LongWork;

/// <summary>What a kind has of the work that it does: what was handed in, and where to say how far it is.</summary>
internal sealed class WorkContext(IDbContextFactory<HallDb> factory, TimeProvider clock, ILongWork kind, LongWork row)
{
    private readonly Lock _guard = new();
    private (string Stage, int Done, int Total) _told = (row.Stage, row.Done, row.Total);
    private (string Stage, int Done, int Total) _written = (row.Stage, row.Done, row.Total);

    public int Id => row.Id;

    /// <summary>Who started it; what is done is their act.</summary>
    public Actor Starter { get; } = new(row.StarterId, row.Address);

    /// <summary>Says how far it is. It is written from time to time and costs nothing here.</summary>
    /// <param name="total">0: nobody knows.</param>
    public void Report(string stage, int done, int total)
    {
        lock (_guard)
            _told = (stage, done, total);
    }

    /// <summary>How far it was for good when another server ended; default: nowhere.</summary>
    public T? Reached<T>() => row.Reached is { } reached ? JsonSerializer.Deserialize<T>(reached, WorkJson.Options) : default;

    /// <summary>What was handed in.</summary>
    /// <exception cref="InvalidOperationException">Nothing was, or it has expired.</exception>
    public async Task<UploadedFile> Input(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var file = await db.Set<WorkFile>().AsNoTracking().SingleOrDefaultAsync(file => file.WorkId == row.Id && !file.IsResult, cancel)
            ?? throw new InvalidOperationException($"Work {row.Id} has no file.");
        return new UploadedFile(file.ContentType, file.Name, file.Bytes);
    }

    /// <summary>Writes how far it is for good, in the caller's transaction: that part is not done again.</summary>
    /// <exception cref="OperationCanceledException">Another server does it: nothing of the transaction may stand.</exception>
    public async Task Reach(HallDb db, object reached, int done, int total, CancellationToken cancel)
    {
        var json = JsonSerializer.Serialize(reached, reached.GetType(), WorkJson.Options);
        await Write(db.Set<LongWork>().Where(work => work.Id == row.Id && work.Runs == row.Runs && work.EndedAt == null)
            .ExecuteUpdateAsync(work => work.SetProperty(of => of.Reached, json).SetProperty(of => of.Done, done).SetProperty(of => of.Total, total), cancel));
        lock (_guard)
            (_told, _written) = (_told with { Done = done, Total = total }, _written with { Done = done, Total = total });
    }

    /// <summary>Writes its end in the caller's transaction, with what it did: both stand or neither does. Its starter is told.</summary>
    /// <exception cref="OperationCanceledException">It was stopped, or another server does it: nothing of the transaction may stand.</exception>
    public async Task End(HallDb db, WorkEnd end, CancellationToken cancel)
    {
        // The row is held from here to the commit, so what takes long comes before.
        await db.SaveChangesAsync(cancel);
        await Write(EndedWork.Write(db, clock, row, kind, end, cancel));
    }

    /// <summary>Whether it may go on; writes on the way how far it is.</summary>
    /// <returns>False: it was stopped, or another server does it.</returns>
    public async Task<bool> Beat(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var goes = await db.Set<LongWork>().AnyAsync(
            work => work.Id == row.Id && work.Runs == row.Runs && work.EndedAt == null && work.StopAskedAt == null, cancel);
        var told = Told();
        if (!goes || told == _written)
            return goes;
        var (stage, done, total) = (Cut.To(told.Stage, LongWorkTables.StageLength), told.Done, told.Total);
        // The transaction of its end may hold the row; then nobody needs to know how far it is.
        var written = await db.Database.ExecuteSqlAsync($"""
            UPDATE long_work SET stage = {stage}, done = {done}, total = {total} WHERE id =
              (SELECT id FROM long_work WHERE id = {row.Id} AND runs = {row.Runs} AND ended_at IS NULL FOR UPDATE SKIP LOCKED)
            """, cancel);
        if (written > 0)
            _written = told;
        return true;
    }

    private (string Stage, int Done, int Total) Told()
    {
        lock (_guard)
            return _told;
    }

    private static async Task Write(Task<int> writing)
    {
        if (await writing == 0)
            throw new OperationCanceledException("The work was stopped, or another server does it.");
    }
}
