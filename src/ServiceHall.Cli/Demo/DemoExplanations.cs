using CsvHelper;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>Writes <c>explanations.csv</c>: some say why they were late, left early or were not there.</summary>
internal sealed class DemoExplanations
{
    private readonly CsvWriter _csv;

    /// <summary>The header is written at once.</summary>
    public DemoExplanations(CsvWriter csv)
    {
        _csv = csv;
        csv.WriteHeader(["staff_id", "date", "session", "slot", "submitted_at", "accepted"]);
    }

    /// <summary>Explains one fault in three, sometimes too late, and not always well enough.</summary>
    public void Consider(DemoPerson person, Session session, DemoVisit visit, DemoDice dice)
    {
        var (start, end) = (session.Hours.Start.ToDateTime(), session.Hours.End.ToDateTime());
        if (visit.Arrival != DemoArrival.InTime) Consider(person, session, "in", visit.In ?? start.AddHours(1), dice);
        if (visit.Departure != DemoDeparture.InTime) Consider(person, session, "out", end, dice);
    }

    /// <summary>Explains why nobody came, on the same day, and well.</summary>
    public void Write(DemoPerson person, Session session, DemoDice dice) =>
        Row(person, session, "in", session.Hours.End.ToDateTime().AddSeconds(dice.Between(300, 5_400)), accepted: true);

    private void Consider(DemoPerson person, Session session, string slot, DateTime known, DemoDice dice)
    {
        if (!dice.Chance(3_000)) return;
        var submitted = known.AddSeconds(dice.Between(300, 5_400));
        Row(person, session, slot, dice.Chance(1_200) ? submitted.AddDays(1) : submitted, accepted: dice.Chance(7_500));
    }

    private void Row(DemoPerson person, Session session, string slot, DateTime submitted, bool accepted)
    {
        _csv.WriteField(person.Id);
        _csv.WriteField(session.Day);
        _csv.WriteField(session.Part.Code());
        _csv.WriteField(slot);
        _csv.WriteField(submitted, "s");
        _csv.WriteField(accepted);
        _csv.EndRecord();
    }
}
