using System.Globalization;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Replay.Facts;

/// <content>Findings and credits.</content>
internal sealed partial class FactsReader
{
    private const int MostQuantity = 1000;

    private List<Finding> ReadFindings()
    {
        var findings = new List<Finding>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Read("findings.csv", ["finding_id", "found_at", "inspection", "window_id", "code"], ["staff_id", "quantity", "severe", "verified"], row =>
        {
            var (id, found) = (NewId(row, "finding_id", seen), row.Time("found_at"));
            var inspection = row.Word("inspection", FactWords.Inspections);
            var window = Window(row);
            var staff = row.IsBlank("staff_id") ? null : Staff(row);
            if (found is { } at) Saw(DateOnly.FromDateTime(at));
            Items(row, DateOnly.FromDateTime(found ?? default), ItemSource.Finding);
            var quantity = Quantity(row);
            var (severe, verified) = (row.Flag("severe"), row.Flag("verified"));
            if (!row.IsGood) return;
            findings.Add(new Finding(
                id!, found!.Value, inspection!.Value, new WindowId(window!), staff is null ? null : new StaffId(staff),
                row.Text("code"), quantity, severe, verified));
        });
        return findings;
    }

    private List<Credit> ReadCredits()
    {
        var credits = new List<Credit>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Read("credits.csv", ["credit_id", "on", "window_id", "code"], ["staff_id", "level", "striking", "recognised", "matter"], row =>
        {
            var (id, on) = (NewId(row, "credit_id", seen), row.Date("on"));
            var window = Window(row);
            var staff = row.IsBlank("staff_id") ? null : Staff(row);
            if (on is { } day) Saw(day);
            var items = Items(row, on ?? default, ItemSource.Credit);
            if (items.Exists(item => item.Subject == ItemSubject.Person) && row.IsBlank("staff_id"))
                row.Wrong("staff_id", $"{items[0]} 记给个人，不能为空。", $"{items[0].Code} is a person's credit; name the person.");
            var level = Level(row, items);
            var (striking, recognised) = (row.Flag("striking"), row.Flag("recognised"));
            if (!row.IsGood) return;
            credits.Add(new Credit(
                id!, on!.Value, new WindowId(window!), staff is null ? null : new StaffId(staff), row.Text("code"),
                level, striking, recognised, row.IsBlank("matter") ? null : row.Text("matter")));
        });
        return credits;
    }

    /// <summary>The item of the row's code under each rulebook; none where one of them does not know it.</summary>
    private List<ScoreItem> Items(FactRow row, DateOnly day, ItemSource source)
    {
        var code = row.Text("code");
        var items = _rulebooks.Select(rulebook => rulebook.On(day).Scoring.Items.GetValueOrDefault(code)).OfType<ScoreItem>().ToList();
        if (items.Count < _rulebooks.Count)
        {
            row.Wrong("code", $"规则册中没有“{row.Shown("code")}”；应是规则册中的代码，见 ./hall rulebook show。", $"the rulebook has no item '{row.Shown("code")}'; see ./hall rulebook show.");
        }
        else if (items.Exists(item => item.Source != source))
        {
            var (chinese, english) = source == ItemSource.Finding
                ? ("不能作为检查问题录入：它由考勤得出，或是加分项", "cannot be a finding: attendance books it, or it is a credit")
                : ("不能作为加分录入：它由规则按月得出，或是扣分项", "cannot be a credit: the rules book it, or it is a deduction");
            row.Wrong("code", $"{items[0]} {chinese}。", $"{code} {english}.");
        }
        else
        {
            return items;
        }

        return [];
    }

    private static CreditLevel? Level(FactRow row, List<ScoreItem> items)
    {
        var needs = items.Find(item => item.Levels is not null);
        var words = string.Join(row.Say.Of("、", ", "), (needs?.Levels?.Keys ?? CreditLevels.Names.Keys).Select(known => CreditLevels.Names[known].Code));
        if (row.IsBlank("level"))
        {
            if (needs is not null)
                row.Wrong("level", $"{needs} 按级别加分，不能为空；应是 {words} 之一。", $"{needs.Code} goes by level; give one of {words}.");
            return null;
        }

        var level = CreditLevels.Find(row.Text("level"));
        if (level is null || items.Exists(item => item.Levels?.ContainsKey(level.Value) == false))
            row.Wrong("level", $"不认识级别“{row.Shown("level")}”；应是 {words} 之一。", $"level '{row.Shown("level")}' is unknown here; it must be one of {words}.");
        return level;
    }

    private static int Quantity(FactRow row)
    {
        if (row.IsBlank("quantity")) return 1;
        if (int.TryParse(row.Bytes("quantity"), NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
            && quantity is >= 1 and <= MostQuantity)
            return quantity;
        row.Wrong("quantity", $"“{row.Shown("quantity")}”不对；应是 1 到 {MostQuantity} 的整数，或空。", $"'{row.Shown("quantity")}' will not do; give a whole number from 1 to {MostQuantity}, or leave it blank.");
        return 1;
    }
}
