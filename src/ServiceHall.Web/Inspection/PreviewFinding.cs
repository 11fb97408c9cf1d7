using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using RuleFinding = ServiceHall.Rules.Inspection.Finding;

namespace ServiceHall.Web.Inspection;

/// <summary>Says what would follow from a finding, by the same rules as logging it. Changes nothing.</summary>
internal sealed class PreviewFinding(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook, IEnumerable<IFollowFindings> followers)
{
    // After all numbers, so that it comes last among findings of the same second.
    private const string NotYet = "（待编号）";

    /// <summary>What would follow.</summary>
    /// <param name="Effect">Points, a reminder, or waiting for verification.</param>
    /// <param name="Points">Signed.</param>
    /// <param name="Subject">Whose score it would change: 1001 王芳, or the window's name.</param>
    /// <param name="IsFiledLater">It counts only once the section has filed it.</param>
    /// <param name="AlsoKnow">What else has to be known: where the points are counted, whose points would change because this one comes before them.</param>
    internal sealed record Preview(
        FindingEffect Effect, string Points, string Subject, bool IsPerson, string Clause, string Sentence, bool IsFiledLater,
        IReadOnlyList<string> AlsoKnow);

    public async Task<Answer<Preview>> Run(Actor actor, FindingForm form, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.preview", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var answer = await CheckedForm.Of(act, form, rulebook, clock, cancel);
        if (answer.Refusal is { } fault)
            return fault;
        var (found, day) = (answer.Value, answer.Value.Day);
        var unit = FindingUnit.Of(day, form.Code, form.WindowId, form.StaffId, rulebook);
        var unlogged = new RuleFinding(
            NotYet, found.Civil, form.Inspection, new WindowId(found.Window), found.Staff is null ? null : new StaffId(found.Staff),
            form.Code, found.Quantity, form.IsSevere, IsVerified: false);
        var before = (await FindingUnits.Judge(act.Db, [unit], null, rulebook, clock, cancel)).ToDictionary(judged => judged.Finding.Id);
        var after = await FindingUnits.Judge(act.Db, [unit], unlogged, rulebook, clock, cancel);
        var mine = after.Single(judged => judged.Finding.Id == NotYet);
        var known = new List<string>();
        foreach (var follower in followers)
        {
            if (mine.Effect == FindingEffect.Booked && await follower.Foretell(act.Db, unit, cancel) is { } sentence)
                known.Add(sentence);
        }

        known.AddRange(after.Where(judged => before.TryGetValue(judged.Finding.Id, out var was) && was.Points != judged.Points)
            .Select(judged => $"发现时间更早，另有记录随之改变：检查记录 {judged.Finding.Id}：{before[judged.Finding.Id].Points} → {judged.Points} 分"));
        return new Preview(
            mine.Effect, $"{mine.Points}", await SubjectName(act.Db, unit, cancel), unit.Kind == SubjectKind.Person,
            mine.Why.Clause, mine.Why.Sentence.Replace($"；检查记录 {NotYet}", "", StringComparison.Ordinal),
            form.Inspection == InspectionKind.Unannounced,
            known);
    }

    private static Task<string> SubjectName(HallDb db, FindingUnit unit, CancellationToken cancel) => unit.Kind == SubjectKind.Person
        ? db.Staff.Where(staff => staff.Id == unit.SubjectId).Select(staff => staff.Name + " " + staff.Number).SingleAsync(cancel)
        : db.Windows.Where(window => window.Id == unit.SubjectId).Select(window => window.Name).SingleAsync(cancel);
}
