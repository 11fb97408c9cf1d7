using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.People;

public sealed class PostingsTests(TestHall hall) : IClassFixture<TestHall>
{
    private static readonly DateOnly NewYear = new(2026, 1, 4);

    [Fact]
    public async Task Moving_a_person_ends_one_posting_and_begins_the_next()
    {
        var (section, person, first, second) = await Arranged("1");
        await Post(section, person, first, NewYear);

        var answer = await Post(section, person, second, new(2026, 7, 1), PostRole.Leader);

        Assert.Null(answer.Refusal);
        var found = (await hall.Get<ShowPerson>().Run(section, person, default)).Value;
        Assert.Equal(
            [(second, new DateOnly(2026, 7, 1), (DateOnly?)null), (first, NewYear, new DateOnly(2026, 6, 30))],
            found.Postings.Select(post => (post.WindowId, post.From, post.To)));
    }

    [Fact]
    public async Task Nobody_posts_themselves()
    {
        var (section, _, window, _) = await Arranged("9");

        var refusal = (await Post(section, section.StaffId, window, NewYear, PostRole.Leader)).Refusal!;

        Assert.Equal(RefusalKind.NotAllowed, refusal.Kind);
        Assert.Contains("不能改动本人的任职", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hall_without_a_centre_is_refused()
    {
        var section = await hall.Person("P-centre", HallRole.Section);

        var answer = await hall.Get<EditPlaces>().Save(section, new Site { Code = "ZERO", Name = "零点厅", Latitude = 0, Longitude = 0, RadiusMetres = 150 }, default);

        Assert.Contains("以我的位置为中心", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_before_a_posting_that_is_planned_already_is_refused_with_its_date()
    {
        var (section, person, first, second) = await Arranged("2");
        await Post(section, person, first, new(2026, 7, 1));

        var answer = await Post(section, person, second, NewYear);

        Assert.Contains("2026-07-01", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_moves_in_the_same_second_leave_one_posting()
    {
        var (section, person, first, second) = await Arranged("3");

        var answers = await Task.WhenAll(Post(section, person, first, NewYear), Post(section, person, second, NewYear));

        Assert.Single(answers, answer => answer.Refusal is null);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_instead_of_overwriting()
    {
        var (section, person, _, _) = await Arranged("4");
        var shown = (await hall.Get<ShowPerson>().Run(section, person, default)).Value;
        _ = (await hall.Get<EditPerson>().Run(section, new(person, shown.Number, "李芳", null, shown.Version), default)).Value;

        var second = await hall.Get<EditPerson>().Run(section, new(person, shown.Number, "李方", null, shown.Version), default);

        Assert.Equal(RefusalKind.Conflict, second.Refusal!.Kind);
        Assert.Equal("李芳", (await hall.Get<ShowPerson>().Run(section, person, default)).Value.Name);
    }

    [Fact]
    public async Task Somebody_who_leaves_has_the_posting_ended_that_day()
    {
        var (section, person, first, _) = await Arranged("5");
        await Post(section, person, first, NewYear);
        var shown = (await hall.Get<ShowPerson>().Run(section, person, default)).Value;

        _ = (await hall.Get<EditPerson>().Run(section, new(person, shown.Number, shown.Name, new(2026, 11, 30), shown.Version), default)).Value;

        var after = (await hall.Get<ShowPerson>().Run(section, person, default)).Value;
        Assert.Equal(new DateOnly(2026, 11, 30), after.Postings.Single().To);
        Assert.NotNull((await Post(section, person, first, new(2026, 12, 1))).Refusal);
    }

    [Fact]
    public async Task A_clerk_may_not_move_anybody()
    {
        var (_, person, first, _) = await Arranged("6");
        var clerk = await hall.Person("E6-clerk");

        var answer = await Post(clerk, person, first, NewYear);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal!.Kind);
    }

    [Fact]
    public async Task A_posted_leader_has_the_roles_of_the_posting_on_its_days_only()
    {
        var (section, person, first, _) = await Arranged("7");
        _ = (await hall.Get<MovePerson>().Run(section, new(person, first, PostRole.Leader, PostKind.Regular, new(2026, 11, 19), new(2026, 11, 19)), default)).Value;
        await using var db = await hall.Factory.CreateDbContextAsync();

        var today = await Rights.Of(db, person, new(2026, 11, 19), default);
        var tomorrow = await Rights.Of(db, person, new(2026, 11, 20), default);

        Assert.Equal(new HashSet<HallRole> { HallRole.Clerk, HallRole.WindowLeader }, today!.Roles);
        Assert.Empty(tomorrow!.Roles);
    }

    private Task<Answer<Done>> Post(Actor actor, int person, int window, DateOnly from, PostRole role = PostRole.Staff) =>
        hall.Get<MovePerson>().Run(actor, new(person, window, role, PostKind.Regular, from), default);

    private async Task<(Actor Section, int Person, int First, int Second)> Arranged(string run)
    {
        var section = await hall.Person($"E{run}-section", HallRole.Section);
        var person = await hall.Person($"E{run}");
        var places = hall.Get<EditPlaces>();
        var unit = (await places.Save(section, new Unit { Name = "单位" + run }, default)).Value;
        var first = (await places.Save(section, new Web.People.Window { Code = $"E{run}-1", Name = "一号", UnitId = unit }, default)).Value;
        var second = (await places.Save(section, new Web.People.Window { Code = $"E{run}-2", Name = "二号", UnitId = unit }, default)).Value;
        return (section, person.StaffId, first, second);
    }
}
