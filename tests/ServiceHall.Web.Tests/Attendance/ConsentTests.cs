using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>A position is used with a consent alone; without it the hall's code and the terminal do as well.</summary>
public sealed class ConsentTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Without_a_consent_a_position_neither_counts_nor_is_kept_and_the_answer_says_what_does()
    {
        _hall.At("2026-11-19 08:20:00");
        var clerk = await Withdrawn("C1");

        var told = await _hall.Press(clerk, PunchAction.In);

        Assert.False(told.Accepted);
        Assert.Contains("没有同意使用位置", told.Sentence, StringComparison.Ordinal);
        Assert.Contains("动态码", told.Sentence, StringComparison.Ordinal);
        var punch = Assert.Single(await _hall.Punches(clerk));
        Assert.Equal((null, null), (punch.DistanceMetres, punch.AccuracyMetres));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Empty(db.Set<PunchPosition>());
    }

    [Fact]
    public async Task The_halls_code_is_enough_then_also_in_a_hall_that_goes_by_the_position()
    {
        _hall.At("2026-11-19 08:20:00");
        var clerk = await Withdrawn("C2");
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var code = (await _hall.Get<Web.Attendance.Codes.ShowCode>().Run(db.Sites.Single().Id, default)).Code;

        var told = (await _hall.Get<ClockIn>().Run(
            clerk, new(PunchAction.In, Guid.NewGuid(), PunchingHall.Inside, TimeSpan.FromSeconds(1), "test", Code: code.Replace(" ", "", StringComparison.Ordinal)), default)).Value;

        Assert.True(told.Accepted, told.Sentence);
        Assert.Equal(Proof.Code, Assert.Single(await _hall.Punches(clerk)).Proof);
        Assert.Empty(db.Set<PunchPosition>());
    }

    [Fact]
    public async Task Given_it_counts_at_once_and_withdrawn_no_longer_and_both_are_on_record()
    {
        _hall.At("2026-11-19 08:20:00");
        var clerk = await Withdrawn("C3");
        var (give, consents) = (_hall.Get<GiveConsent>(), _hall.Get<PositionConsents>());
        Assert.Equal(RefusalKind.Conflict, (await give.Run(clerk, "2019-1", "", default)).Refusal!.Kind);

        Assert.Null((await give.Run(clerk, consents.Text.Version, "Phone/1", default)).Refusal);
        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        Assert.Null((await give.Withdraw(clerk, "Phone/1", default)).Refusal);
        Assert.False(await consents.Has(clerk.StaffId, default));

        Assert.Equal(
            ["privacy.withdraw", "privacy.consent", "privacy.withdraw"],
            (await _hall.AuditRecords()).Where(record => record.ActorId == clerk.StaffId).Select(record => record.Action));
        Assert.Equal("Phone/1", (await consents.Latest(clerk.StaffId, default))!.Device);
    }

    [Fact]
    public async Task A_consent_to_an_earlier_text_is_none()
    {
        var person = await _hall.Stranger("C4");
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(new PositionConsent { StaffId = person.StaffId, Version = "2019-1", IsGiven = true, At = _hall.Clock.GetUtcNow(), Device = "", Address = "" });
        await db.SaveChangesAsync();

        Assert.False(await _hall.Get<PositionConsents>().Has(person.StaffId, default));
    }

    [Fact]
    public async Task A_press_after_the_first_asks_the_database_nothing_about_it()
    {
        var clerk = await _hall.Clerk("C5");
        var consents = _hall.Get<PositionConsents>();
        Assert.True(await consents.Has(clerk.StaffId, default));

        var again = consents.Has(clerk.StaffId, default).AsTask();

        Assert.True(again.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_yes_that_was_read_while_it_was_withdrawn_is_not_remembered()
    {
        var clerk = await _hall.Clerk("C6");
        var meanwhile = new Meanwhile();
        var consents = new PositionConsents(new Factory(_hall.Connections.Application, meanwhile), _hall.Clock, _hall.Get<RetentionPolicy>());
        var give = new GiveConsent(_hall.Factory, _hall.Clock, consents);
        meanwhile.Does = () => give.Withdraw(clerk, "", default);

        await consents.Has(clerk.StaffId, default);

        Assert.False(await consents.Has(clerk.StaffId, default));
    }

    [Fact]
    public async Task The_section_is_told_of_a_hall_without_code_screen_and_terminal_where_whoever_does_not_agree_has_no_way()
    {
        await _hall.Clerk("C7");
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Contains(await Figures(), figure => figure is { Number: "1", Address: "/desk/screens", Waits: true } && figure.Text.Contains("终端", StringComparison.Ordinal));
        db.Add(new Screen { Name = "大屏", Kind = ScreenKind.Board, SiteId = db.Sites.Single().Id, PairedAt = _hall.Clock.GetUtcNow() });
        await db.SaveChangesAsync();
        Assert.Contains(await Figures(), figure => figure.Text.Contains("终端", StringComparison.Ordinal));
        db.Add(new Screen { Name = "终端", Kind = ScreenKind.Terminal, SiteId = db.Sites.Single().Id, PairedAt = _hall.Clock.GetUtcNow() });
        await db.SaveChangesAsync();

        Assert.DoesNotContain(await Figures(), figure => figure.Text.Contains("终端", StringComparison.Ordinal));

        async Task<IReadOnlyList<Figure>> Figures() => (await StartFigures.Read([new ScreenFigures(_hall.Clock)], db, default))[0].Figures;
    }

    // Somebody posted whose consent is withdrawn, as it is for whoever was never asked.
    private async Task<Actor> Withdrawn(string number)
    {
        var clerk = await _hall.Clerk(number);
        await _hall.Get<GiveConsent>().Withdraw(clerk, "", default);
        return clerk;
    }

    // What happens between the reading of a consent and its being used.
    private sealed class Meanwhile : DbCommandInterceptor
    {
        public Func<Task>? Does { get; set; }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            var does = Does;
            Does = null;
            await (does?.Invoke() ?? Task.CompletedTask);
            return result;
        }
    }

    private sealed class Factory(string connection, IInterceptor interceptor) : IDbContextFactory<HallDb>
    {
        public HallDb CreateDbContext() =>
            new(new DbContextOptionsBuilder<HallDb>(HallSchema.Options(connection)).AddInterceptors(interceptor).Options);
    }
}

/// <summary>The pages of it, over HTTP.</summary>
public sealed class ConsentPagesTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task The_purpose_stands_before_the_button_until_it_is_agreed_to_and_can_be_withdrawn()
    {
        var browser = await hall.SignedIn("CP1", "/m/sign-in");
        using (var withdrawn = await WebHall.Post(browser, "/m/privacy", "/m/consent", ("given", "false")))
            Assert.Equal((HttpStatusCode.Redirect, "/m/privacy"), (withdrawn.StatusCode, withdrawn.Headers.Location?.ToString()));
        var before = await browser.GetStringAsync("/m");
        Assert.Contains("打卡使用位置的说明", before, StringComparison.Ordinal);
        Assert.Contains("data-asks=\"Code\"", before, StringComparison.Ordinal);

        var version = hall.People.Get<PositionConsents>().Text.Version;
        using var given = await WebHall.Post(browser, "/m", "/m/consent", ("given", "true"), ("version", version));

        Assert.Equal("/m", given.Headers.Location?.ToString());
        Assert.DoesNotContain("打卡使用位置的说明", await browser.GetStringAsync("/m"), StringComparison.Ordinal);
        Assert.Contains("撤回同意", await browser.GetStringAsync("/m/privacy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_says_neither_yes_nor_no_withdraws_nothing()
    {
        var browser = await hall.SignedIn("CP3", "/m/sign-in");

        using var nothing = await WebHall.Post(browser, "/m/privacy", "/m/consent", ("version", "x"));
        using var other = await WebHall.Post(browser, "/m/privacy", "/m/consent", ("given", "perhaps"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (nothing.StatusCode, other.StatusCode));
        Assert.Contains("撤回同意", await browser.GetStringAsync("/m/privacy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_agrees_to_a_text_that_was_changed_meanwhile_is_told_so()
    {
        var browser = await hall.SignedIn("CP4", "/sign-in");
        using (await WebHall.Post(browser, "/desk/privacy", "/desk/consent", ("given", "false")))
        {
        }

        using var answer = await WebHall.Post(browser, "/desk/privacy", "/desk/consent", ("given", "true"), ("version", "2019-1"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("说明在您打开之后改过了", await browser.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_without_the_forms_token_is_none()
    {
        var browser = await hall.SignedIn("CP2", "/m/sign-in");
        using var forged = await browser.PostAsync("/m/consent", new FormUrlEncodedContent([KeyValuePair.Create("given", "false")]));
        using var garbage = await browser.PostAsync("/m/consent", new StringContent("{"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (forged.StatusCode, garbage.StatusCode));
        Assert.Contains("撤回同意", await browser.GetStringAsync("/m/privacy"), StringComparison.Ordinal);
    }
}
