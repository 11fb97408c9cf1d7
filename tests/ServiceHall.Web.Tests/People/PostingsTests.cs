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
        var shown = (await hall.Get<ShowPerson>().Run(section, section.StaffId, default)).Value;
        var leaving = await hall.Get<EditPerson>().Run(section, new(shown.Id, shown.Number, shown.Name, new(2026, 11, 18), shown.Version), default);

        Assert.Equal(RefusalKind.NotAllowed, leaving.Refusal!.Kind);
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

    [Fact]
    public async Task A_posting_that_was_written_down_wrongly_is_corrected_and_its_first_day_only_becomes_later()
    {
        var (section, person, first, second) = await Arranged("10");
        await Post(section, person, first, new(2026, 11, 2), PostRole.Leader);
        var wrong = await Single();

        var earlier = await Correct(wrong, new(2026, 11, 1));
        var later = await Correct(wrong, new(2026, 11, 9));
        var outdated = await Correct(wrong, new(2026, 11, 10));

        Assert.Contains("只能推后", earlier.Refusal!.Text, StringComparison.Ordinal);
        Assert.Null(later.Refusal);
        Assert.Equal(RefusalKind.Conflict, outdated.Refusal!.Kind);
        var right = await Single();
        Assert.Equal((second, PostRole.Staff, PostKind.Temporary, new DateOnly(2026, 11, 9)), (right.WindowId, right.Role, right.Kind, right.From));

        Task<Answer<Done>> Correct(ShowPerson.Post post, DateOnly from) =>
            hall.Get<CorrectPosting>().Run(section, new(post.Id, second, PostRole.Staff, PostKind.Temporary, from, post.Version), default);

        async Task<ShowPerson.Post> Single() => Assert.Single((await hall.Get<ShowPerson>().Run(section, person, default)).Value.Postings);
    }

    [Fact]
    public async Task A_posting_that_never_was_is_taken_back_and_nobody_takes_back_their_own()
    {
        var (section, person, first, _) = await Arranged("11");
        var other = await hall.Person("E11-other", HallRole.Section);
        await Post(section, person, first, NewYear);
        await Post(other, section.StaffId, first, NewYear);

        var own = await TakeBack(section.StaffId);
        var others = await TakeBack(person);

        Assert.Equal(RefusalKind.NotAllowed, own.Refusal!.Kind);
        Assert.Null(others.Refusal);
        Assert.Empty((await hall.Get<ShowPerson>().Run(section, person, default)).Value.Postings);

        async Task<Answer<Done>> TakeBack(int staffId)
        {
            var post = (await hall.Get<ShowPerson>().Run(section, staffId, default)).Value.Postings.Single();
            return await hall.Get<CorrectPosting>().TakeBack(section, post.Id, post.Version, default);
        }
    }

    [Fact]
    public async Task Only_a_window_and_a_unit_that_nothing_belongs_to_are_removed()
    {
        var (section, person, used, unused) = await Arranged("12");
        await Post(section, person, used, NewYear);
        var windows = (await hall.Get<EditPlaces>().List(section, default)).Value.Windows.ToDictionary(window => window.Id);

        var removed = await hall.Get<EditPlaces>().Remove(section, windows[unused], default);
        var refused = await hall.Get<EditPlaces>().Remove(section, windows[used], default);
        var unit = await hall.Get<EditPlaces>().Remove(section, windows[used].Unit!, default);

        Assert.Null(removed.Refusal);
        Assert.Contains("不能删除", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("不能删除", unit.Refusal!.Text, StringComparison.Ordinal);
        var left = (await hall.Get<EditPlaces>().List(section, default)).Value.Windows.Select(window => window.Id).ToList();
        Assert.Contains(used, left);
        Assert.DoesNotContain(unused, left);
    }

    [Fact]
    public async Task Whoever_holds_a_role_is_found_by_it_posted_or_not()
    {
        var (section, person, _, _) = await Arranged("13");
        var inspector = await hall.Person("E13-inspector", HallRole.OutsideInspector);

        var found = (await hall.Get<ListPeople>().Run(section, new("E13", PeopleFilter.All, 1, HallRole.OutsideInspector), default)).Value;

        var row = Assert.Single(found.Rows);
        Assert.Equal((inspector.StaffId, 1), (row.Id, found.Total));
        Assert.Equal([HallRole.OutsideInspector], row.Granted);
        Assert.NotEqual(person, row.Id);
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
