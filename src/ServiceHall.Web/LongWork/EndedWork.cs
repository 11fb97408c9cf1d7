using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.LongWork;

/// <summary>Writes how a work ended, and tells whoever started it, in its caller's transaction.</summary>
internal static class EndedWork
{
    /// <summary>It came to its end.</summary>
    /// <returns>0: it was stopped meanwhile, or another server does it; nothing is written.</returns>
    public static async Task<int> Write(HallDb db, TimeProvider clock, LongWork work, ILongWork kind, WorkEnd end, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var sentence = Cut.To(end.Sentence, LongWorkTables.Longest);
        var written = await Mine(db, work).Where(row => row.StopAskedAt == null).ExecuteUpdateAsync(row => row
            .SetProperty(of => of.State, WorkState.Done).SetProperty(of => of.EndedAt, now).SetProperty(of => of.Result, sentence)
            .SetProperty(of => of.IsRefused, end.IsRefused), cancel);
        if (written == 0)
            return 0;
        if (end.File is { } file)
            db.Add(new WorkFile { WorkId = work.Id, IsResult = true, Name = file.Name, ContentType = file.ContentType, Bytes = file.Bytes });
        Tell(db, now, work, $"“{kind.Title}”{(end.IsRefused ? "没有执行" : "已完成")}：{sentence}");
        await db.SaveChangesAsync(cancel);
        return written;
    }

    /// <summary>Somebody stopped it.</summary>
    /// <returns>0: nobody did, it has ended, or another server does it; nothing is written.</returns>
    public static async Task<int> Stop(HallDb db, TimeProvider clock, LongWork work, ILongWork? kind, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var stopped = await db.Set<LongWork>().AsNoTracking().Include(row => row.StopAskedBy).SingleAsync(row => row.Id == work.Id, cancel);
        var sentence = kind?.Stopped(stopped) ?? "已停止。";
        var written = await Mine(db, work).Where(row => row.StopAskedAt != null).ExecuteUpdateAsync(row => row
            .SetProperty(of => of.State, WorkState.Stopped).SetProperty(of => of.EndedAt, now).SetProperty(of => of.Result, sentence), cancel);
        // Whoever stopped their own work knows.
        if (written > 0 && stopped.StopAskedById is { } by && by != stopped.StarterId)
            Tell(db, now, work, $"“{kind?.Title ?? work.Kind}”被{stopped.StopAskedBy!.Name}停止：{sentence}");
        await db.SaveChangesAsync(cancel);
        return written;
    }

    /// <summary>It ended in a fault.</summary>
    /// <returns>0: it has ended, or another server does it; nothing is written.</returns>
    public static async Task<int> Fail(HallDb db, TimeProvider clock, LongWork work, ILongWork? kind, string fault, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var sentence = Cut.To(fault, LongWorkTables.Longest);
        var written = await Mine(db, work).ExecuteUpdateAsync(row => row
            .SetProperty(of => of.State, WorkState.Failed).SetProperty(of => of.EndedAt, now).SetProperty(of => of.Fault, sentence), cancel);
        if (written > 0)
            Tell(db, now, work, $"“{kind?.Title ?? work.Kind}”出错，没有完成：{sentence}。可以重新发起；反复出错请告诉系统管理员（编号 {work.Id}）。");
        await db.SaveChangesAsync(cancel);
        return written;
    }


    // Of several servers that believe to do it, the one that took it last.
    private static IQueryable<LongWork> Mine(HallDb db, LongWork work) =>
        db.Set<LongWork>().Where(row => row.Id == work.Id && row.Runs == work.Runs && row.EndedAt == null);

    private static void Tell(HallDb db, DateTimeOffset now, LongWork work, string sentence) =>
        Message.Tell(db, now, [work.StarterId], MessageKind.System, sentence, $"{LongWorkModule.Page}?id={work.Id}");
}
