using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages.Channels;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Tests.Store;

/// <summary>This version on the database of the one before, with four months of data.</summary>
public sealed class BeforeTests(HallOfBefore hall) : IClassFixture<HallOfBefore>
{
    [Fact]
    public async Task The_whole_application_opens_on_it_and_somebody_signs_in_with_the_password_of_before_and_punches()
    {
        Assert.Equal(hall.Before, hall.Prepared);
        Assert.StartsWith("55 rows", hall.Before["ledger_entry"], StringComparison.Ordinal);

        hall.Clock.AdjustTime(new(2026, 10, 12, 3, 35, 0, TimeSpan.Zero));
        // The data holds later moments than that of the press.
        await using var application = WebHall.Open(hall.Connections, hall.Clock)
            .WithWebHostBuilder(host => host.UseSetting(ClockWatch.Setting, "1000000"));
        using var browser = application.CreateClient(
            new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://hall.test") });
        var clerk = hall.Said["clerk"].Single();
        using (var signedIn = await WebHall.SignIn(browser, clerk, "/m/sign-in"))
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        await Consent(clerk);
        using var answer = await Punch(browser);

        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith("已签退 11:35", told.GetProperty("message").GetString(), StringComparison.Ordinal);
        var now = await hall.Now();
        // Results, ledger and all other facts are untouched; what came is the punch, the sign-in, and what follows them.
        string[] added =
            ["punch", "punch_position", "sign_in", "audit_record", "account", "bound_device", "fact_version", "board", "position_consent"];
        var changed = now.Where(table => hall.Before[table.Key] != table.Value).Select(table => table.Key);
        Assert.Empty(changed.Except(added));
    }

    [Fact]
    public async Task Scores_are_what_the_version_before_said()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var id = await db.Staff.Where(staff => staff.Number == "G002").Select(staff => staff.Id).SingleAsync();
        var head = new Actor(id, "");
        var lines = new List<string>();
        foreach (var quarter in new[] { new DateOnly(2026, 7, 1), new DateOnly(2026, 10, 1) })
        {
            foreach (var kind in new[] { SubjectKind.Person, SubjectKind.Window })
            {
                var request = new ListScores.Request(kind, Quarter.Of(quarter), "", 1);
                var found = (await hall.Get<ListScores>().Run(head, request, default)).Value;
                lines.AddRange(found.Rows.Select(row => string.Create(
                    CultureInfo.InvariantCulture, $"{quarter:yyyy-MM-dd} {kind} {row.Number} {row.Score.Value}")));
            }
        }

        Assert.Equal(hall.Said["score"], lines);
    }

    [Fact]
    public async Task What_its_keys_protected_is_still_read_and_they_lie_in_clear_no_more()
    {
        await Web.Store.Keys.SealKeys.Run(hall.Connections, TestKeys.Certificates, hall.Clock);

        await using var db = await hall.Factory.CreateDbContextAsync();
        hall.Clock.AdjustTime(new(2026, 10, 12, 2, 0, 0, TimeSpan.Zero));
        var shown = await hall.Get<ShowCode>().Run(await db.Sites.Select(site => site.Id).SingleAsync(), default);
        Assert.Equal(hall.Said["code"].Single(), shown.Code);
        var secret = await db.Set<MessageChannel>().Select(channel => channel.Secret).SingleAsync();
        Assert.Equal("before-before-before", hall.Get<ChannelSecret>().Reveal(secret));
        var keys = await db.DataProtectionKeys.Select(key => key.Xml!).ToListAsync();
        Assert.DoesNotContain(keys, key => key.Contains("masterKey", StringComparison.Ordinal));
        Assert.Single(await hall.AuditRecords(), record => record.Action == "keys.seal");
    }

    [Theory]
    [InlineData("UPDATE audit_record SET detail = ''")]
    [InlineData("UPDATE ledger_entry SET points = 0")]
    [InlineData("DELETE FROM punch")]
    [InlineData("UPDATE leave_step SET remark = ''")]
    public async Task The_application_cannot_change_what_only_grows(string attempt)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(attempt));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Triggers_and_constraints_are_those_of_this_version()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => hall.Sql($"UPDATE leave_signature SET remark = 'another' WHERE approves"));
        Assert.Equal(LeaveTables.SignatureStands, refused.ConstraintName);

        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal(AnnouncedObjects.Of(db.Model).Select(one => (one.Name, one.Hash)).Order(),
            (await db.Set<InstalledObject>().ToListAsync()).Select(one => (one.Name, one.Hash)).Order());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    // The version before asked nobody.
    private async Task Consent(string number)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var id = await db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id).SingleAsync();
        var version = hall.Get<PositionConsents>().Text.Version;
        Assert.Null((await hall.Get<GiveConsent>().Run(new Actor(id, ""), version, "", default)).Refusal);
    }

    private static async Task<HttpResponseMessage> Punch(HttpClient browser)
    {
        var key = Guid.NewGuid();
        var body = $$"""{"action":"out","key":"{{key}}","latitude":45.62,"longitude":122.84,"accuracy":10,"age":1}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/punches");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Origin", "https://hall.test");
        return await browser.SendAsync(request);
    }
}
