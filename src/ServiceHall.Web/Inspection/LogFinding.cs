using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Logs a finding with its photos; what follows from it is booked with it (检查 四(一), 考核 一(一)).</summary>
internal sealed class LogFinding(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook, IEnumerable<IFollowFindings> followers)
{
    /// <summary>Logs it once, however often the same form is sent.</summary>
    /// <returns>The finding's id.</returns>
    public async Task<Answer<int>> Run(Actor actor, FindingForm form, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.log", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await Logged(act.Db, actor, form, cancel) is { } before)
            return before;
        var answer = await CheckedForm.Of(act, form, rulebook, clock, cancel);
        if (answer.Refusal is { } fault)
            return fault;
        var photos = await act.Db.Set<FindingPhoto>().AsTracking()
            .Where(photo => form.PhotoIds.Contains(photo.Id) && photo.FindingId == null && photo.UploadedById == actor.StaffId).ToListAsync(cancel);
        if (photos.Count < form.PhotoIds.Distinct().Count())
        {
            // The same form may have taken them in this same second.
            return await Logged(act.Db, actor, form, cancel) is { } meanwhile
                ? meanwhile
                : new Refusal("有照片没有上传完，或已过期。请删去后重新添加，再保存。");
        }

        var finding = Of(answer.Value, actor, act.Now);
        finding.Photos.AddRange(photos);
        act.Db.Add(finding);
        try
        {
            await act.Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { ConstraintName: InspectionTables.OneOfEachKey })
        {
            await using var db = await factory.CreateDbContextAsync(cancel);
            return await Logged(db, actor, form, cancel) ?? throw new InvalidOperationException("Somebody else's form has the same key.", twice);
        }

        if (finding.FiledAt is not null)
        {
            foreach (var follower in followers)
                await follower.Follow(act.Db, [FindingUnit.Of(finding, rulebook)], actor, $"检查记录 {finding.Id} 登记后重新计算。", cancel);
        }

        // Only this form's: what was begun beside it is still wanted.
        var key = $"{form.Key}";
        await act.Db.Set<FindingDraft>().Where(draft => draft.StaffId == actor.StaffId && draft.Content.Contains(key)).ExecuteDeleteAsync(cancel);
        act.Record($"finding {finding.Id}", $"{answer.Value.Item}，窗口 {answer.Value.Window}，人员 {answer.Value.Staff ?? "未指明"}");
        await act.Commit(cancel);
        return finding.Id;
    }

    private static Finding Of(CheckedForm form, Actor actor, DateTimeOffset now) => new()
    {
        Key = form.Form.Key,
        FoundAt = form.FoundAt,
        Day = form.Day,
        Inspection = form.Form.Inspection,
        WindowId = form.Form.WindowId,
        StaffId = form.Form.StaffId,
        Code = form.Form.Code,
        Quantity = form.Quantity,
        IsSevere = form.Form.IsSevere,
        Note = form.Form.Note.Trim(),
        LoggedById = actor.IsHall ? null : actor.StaffId,
        LoggedAt = now,
        // Hidden from the windows, and without effect, until the section files it (检查 三(三)).
        FiledAt = form.Form.Inspection == InspectionKind.Unannounced ? null : now,
    };

    // The same form twice is one finding. A form that was changed after it was logged, in another tab perhaps, is another.
    private static async Task<Answer<int>?> Logged(HallDb db, Actor actor, FindingForm form, CancellationToken cancel)
    {
        if (await db.Set<Finding>().AsNoTracking().SingleOrDefaultAsync(
            one => one.Key == form.Key && (actor.IsHall || one.LoggedById == actor.StaffId), cancel) is not { } finding)
            return null;
        return (finding.Inspection, finding.WindowId, finding.StaffId, finding.Code, finding.Quantity, finding.IsSevere, finding.Note)
            == (form.Inspection, form.WindowId, form.StaffId, form.Code, form.Quantity, form.IsSevere, form.Note.Trim())
                ? finding.Id
                : new Refusal($"这张登记表已登记为检查记录 {finding.Id}，现在写的与它不同，没有登记。是另一条问题的，请再按一次“登记”。", Kind: RefusalKind.Conflict);
    }
}
