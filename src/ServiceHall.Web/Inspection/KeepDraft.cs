using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Inspection;

/// <summary>Keeps what somebody has written of a finding, so that a lost connection or a closed page loses nothing.</summary>
internal sealed class KeepDraft(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Keeps the form as it is now, unless it was logged meanwhile; null throws the draft away.</summary>
    public async Task<Answer<Done>> Run(Actor actor, FindingForm? form, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.draft", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (form is null)
        {
            await act.Db.Set<FindingDraft>().Where(draft => draft.StaffId == actor.StaffId).ExecuteDeleteAsync(cancel);
        }
        else if (!await act.Db.Set<Finding>().AnyAsync(finding => finding.Key == form.Key, cancel))
        {
            var content = JsonSerializer.Serialize(form with { Note = Cut.Bare(form.Note, FindingForm.NoteLength) });
            // Two changes of one form may arrive at once: the draft is one row, whoever is first.
            await act.Db.Database.ExecuteSqlAsync(
                $"INSERT INTO finding_draft (staff_id, content, saved_at) VALUES ({actor.StaffId}, {content}, {act.Now}) ON CONFLICT (staff_id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
                cancel);
        }

        await act.Commit(cancel);
        return new Done();
    }

    /// <summary>The draft; null: none. Photos that have expired meanwhile are left out.</summary>
    public async Task<Answer<FindingForm?>> Read(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.draft", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var content = await act.Db.Set<FindingDraft>().Where(draft => draft.StaffId == actor.StaffId).Select(draft => draft.Content).SingleOrDefaultAsync(cancel);
        if (content is null || JsonSerializer.Deserialize<FindingForm>(content) is not { } form)
            return (FindingForm?)null;
        var there = await act.Db.Set<FindingPhoto>()
            .Where(photo => photo.FindingId == null && photo.UploadedById == actor.StaffId && form.PhotoIds.Contains(photo.Id))
            .Select(photo => photo.Id).ToListAsync(cancel);
        return form with { PhotoIds = [.. form.PhotoIds.Where(there.Contains)] };
    }
}
