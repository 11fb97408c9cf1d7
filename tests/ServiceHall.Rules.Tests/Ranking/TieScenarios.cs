using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;

namespace ServiceHall.Rules.Tests.Ranking;

/// <summary>考核 二, our reading of "fewer deductions" for windows, through the whole flow.</summary>
public class TieScenarios
{
    [Fact]
    public void Of_two_windows_with_equal_scores_the_one_with_fewer_points_deducted_from_it_and_its_people_is_first()
    {
        // W1: a person loses 2 and the window gains 2. W2: nothing happens.
        var row = new TieRow
        {
            Period = "2026-07-01~2026-07-03",
            People = ["1001 W1", "1002 W2"],
            Findings = [new FindingFact { Staff = "1001", Code = "K1.3b" }],
            Credits = [new CreditFact { Code = "J7" }],
        };

        var places = row.Run().Places(new Quarter(2026, 3), SubjectKind.Window);

        Assert.Equal(
            [(1, "窗口 W2", "100.00"), (2, "窗口 W1", "100.00")],
            places.Select(place => (place.Rank, place.Score.Subject.ToString(), place.Score.Value.ToString())));
    }

    [Fact]
    public void The_deductions_of_a_windows_people_count_by_their_mean()
    {
        // W1: its people lose 2 and 0. W2: the window loses 3 and gains 2.
        var row = new TieRow
        {
            Period = "2026-07-01~2026-07-03",
            People = ["1001 W1", "1002 W1", "1003 W2"],
            Findings =
            [
                new FindingFact { Id = "F1", Staff = "1001", Code = "K1.3b" },
                new FindingFact { Id = "F2", Window = "W2", Code = "K1.6" },
            ],
            Credits = [new CreditFact { Id = "C1", Window = "W2", Code = "J7" }],
        };

        var places = row.Run().Places(new Quarter(2026, 3), SubjectKind.Window);

        Assert.Equal(
            [(1, "窗口 W1", "99.00", "1.00"), (2, "窗口 W2", "99.00", "3.00")],
            places.Select(place => (place.Rank, place.Score.Subject.ToString(), place.Score.Value.ToString(), place.Score.AllDeducted.ToString())));
    }

    private sealed class TieRow : HallRow;
}
