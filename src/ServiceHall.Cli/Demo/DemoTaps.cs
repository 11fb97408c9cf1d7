using System.Globalization;
using CsvHelper;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Demo;

/// <summary>Writes <c>punches.csv</c>: each coming and going, and the taps around it that the rules reject.</summary>
internal sealed class DemoTaps
{
    private const string In = "in";
    private const string Out = "out";

    private readonly CsvWriter _csv;

    /// <summary>The header is written at once.</summary>
    public DemoTaps(CsvWriter csv)
    {
        _csv = csv;
        csv.WriteHeader(["staff_id", "at", "action", "lat", "lon", "accuracy_m", "proof"]);
    }

    public void Write(
        DemoPerson person, DemoSite? site, Session session, DemoVisit visit, AttendanceRules rules, DemoDice dice)
    {
        if (visit.In is { } comes)
        {
            // Wanted to be first: the hall does not take it yet.
            if (dice.Chance(8)) Tap(person, site, (session.Hours.Start - rules.OpenBefore.Value - dice.Between(1, 30)).ToDateTime(), In, dice);
            Punch(person, site, comes, In, rules, dice);
        }

        if (visit.Out is { } goes)
            Punch(person, site, goes, Out, rules, dice);
        else if (dice.Chance(1_500)) // Remembered too late.
            Tap(person, site, (session.Hours.End + rules.CloseAfter.Value + dice.Between(1, 60)).ToDateTime(), Out, dice);
    }

    /// <summary>A sign-in that is rejected whatever its position is.</summary>
    public void Stray(DemoPerson person, DemoSite? site, DateTime at) => Row(person.Id, at, In, site, person.Desk, 25);

    /// <summary>Somebody whom the hall does not know.</summary>
    public void Stranger(string id, DemoSite? site, DateTime at) => Row(id, at, In, site, (0, 0), 25);

    private void Punch(DemoPerson person, DemoSite? site, DateTime at, string action, AttendanceRules rules, DemoDice dice)
    {
        var before = at.AddSeconds(-dice.Between(40, 240));
        switch (dice.Below(10_000))
        {
            case < 40 when site is not null: // On the way.
                Row(person.Id, before, action, site, (dice.Between(4_500, 20_000), person.Desk.Lon), dice.Between(8, 60));
                break;
            case < 70 when site is not null: // The phone is not sure where it is.
                Row(person.Id, before, action, site, person.Desk, rules.AccuracyLimit.Value + dice.Between(1, 2_000));
                break;
            case < 85 when site is not null: // The phone was not allowed to say where it is.
                Row(person.Id, before, action, null, default, 0);
                break;
            case < 135: // Not sure that it went through.
                Tap(person, site, at.AddSeconds(-dice.Between(2, 30)), action, dice);
                break;
        }

        Tap(person, site, at, action, dice);
    }

    private void Tap(DemoPerson person, DemoSite? site, DateTime at, string action, DemoDice dice)
    {
        var place = (person.Desk.Lat + dice.Between(-120, 120), person.Desk.Lon + dice.Between(-170, 170));
        Row(person.Id, at, action, site, place, dice.Between(8, 60), person.ShowsCode);
    }

    private void Row(string staff, DateTime at, string action, DemoSite? site, (int Lat, int Lon) offset, int accuracy, bool code = false)
    {
        _csv.WriteField(staff);
        _csv.WriteField(at, "s");
        _csv.WriteField(action);
        if (site is null || code)
        {
            _csv.WriteField("");
            _csv.WriteField("");
            _csv.WriteField("");
        }
        else
        {
            _csv.WriteField((site.LatMicro + offset.Lat) / DemoFacts.Micro, default, CultureInfo.InvariantCulture);
            _csv.WriteField((site.LonMicro + offset.Lon) / DemoFacts.Micro, default, CultureInfo.InvariantCulture);
            _csv.WriteField(accuracy, default, CultureInfo.InvariantCulture);
        }

        _csv.WriteField(code ? "code" : "position");
        _csv.EndRecord();
    }
}
