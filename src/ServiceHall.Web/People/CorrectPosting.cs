using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>
/// Puts right a posting that was written down wrongly: its window, its role, its footing, a first day that was too early; or takes it
/// back where it never was. Attendance of days that are closed already follows by itself, as far as their months are open.
/// </summary>
internal sealed class CorrectPosting(IDbContextFactory<HallDb> factory, TimeProvider clock, IKeepDays keeps, IRestOnPostings rests)
{
    /// <summary>What it ought to be. The version is that of what was shown.</summary>
    internal sealed record Request(int PostingId, int WindowId, PostRole Role, PostKind Kind, DateOnly? From, uint Version);

    /// <summary>Corrects it. A first day may only become later: nobody can punch for days that have passed (考勤 一(六)).</summary>
    public Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel) => Change(
        actor, "people.correct-posting", request.PostingId, request.Version, async (act, post) =>
        {
            if (AcceptedDays.Take("开始日期", request.From, out var from) is { } noDay)
                return noDay;
            if (from < post.From)
                return new Refusal($"开始日期只能推后，现在是 {post.From:yyyy-MM-dd}。更早的日子请用“调到另一个窗口”另加一段：登记之前无法打卡，那些天不计考勤。", "考勤 一(六)");
            if (from > post.To)
                return new Refusal($"开始日期不能晚于结束的 {post.To:yyyy-MM-dd}。这段任职并不存在的，请撤销。");
            if (await act.Db.Windows.FindAsync([request.WindowId], cancel) is not { } window)
                return PeopleFaults.Gone;
            act.Record(
                $"staff {post.Staff!.Number}",
                $"{post.Window!.Code}→{window.Code}，{post.Role.Chinese()}→{request.Role.Chinese()}，{post.Kind.Chinese()}→{request.Kind.Chinese()}，自 {post.From:yyyy-MM-dd}→{from:yyyy-MM-dd}");
            (post.WindowId, post.Role, post.Kind, post.From) = (window.Id, request.Role, request.Kind, from);
            return null;
        }, cancel);

    /// <summary>Takes it back: it never was, so nothing shows that the person was there.</summary>
    public Task<Answer<Done>> TakeBack(Actor actor, int postingId, uint version, CancellationToken cancel) => Change(
        actor, "people.take-back-posting", postingId, version, async (act, post) =>
        {
            if (await rests.RefusalFor(act.Db, post, cancel) is { } real)
                return real;
            act.Record($"staff {post.Staff!.Number}", $"{post.Window!.Code} {post.Role.Chinese()} {post.From:yyyy-MM-dd} 至 {post.To:yyyy-MM-dd}");
            act.Db.Remove(post);
            return null;
        }, cancel);

    private async Task<Answer<Done>> Change(Actor actor, string action, int postingId, uint version, Func<Act, Posting, Task<Refusal?>> change, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, action, Right.EditPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var post = await act.Db.Postings.Include(p => p.Staff).Include(p => p.Window).SingleOrDefaultAsync(p => p.Id == postingId, cancel);
        if (post is null)
            return PeopleFaults.Gone;
        if (post.StaffId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"staff {act.Rights.Number}", PeopleFaults.OwnPosting, cancel);
        if (await keeps.RefusalFor(act.Db, post.From, DateOnly.MaxValue, cancel) is { } kept)
            return kept;
        act.Db.Entry(post).Property(p => p.Version).OriginalValue = version;
        if (await change(act, post) is { } fault)
            return fault;
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleFaults.ChangedMeanwhile;
        }
    }
}
