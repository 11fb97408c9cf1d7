using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.Inspection;
using Explanation = ServiceHall.Web.Attendance.Explanation;

namespace ServiceHall.Web.Tests.Retention;

/// <summary>What is older than its period goes, on record; what the regulation still needs stays, whatever its age.</summary>
public sealed class ApplyRetentionTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _clerk = null!, _section = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_clerk, _section) = (await _hall.Clerk("R1"), await _hall.Person("R-section", HallRole.Section));
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Punches_go_after_three_years_and_not_before_their_quarter_and_month_are_closed()
    {
        await _hall.Press(_clerk, PunchAction.In);
        _hall.At("2029-11-19 03:00:00");
        Assert.Equal(0, await _hall.Expire("punches"));
        _hall.At("2029-11-20 03:00:00");

        // Old enough, and still needed: neither the quarter nor the month is closed.
        Assert.Equal(0, await _hall.Expire("punches"));
        await Close(quarter: true);
        Assert.Equal(0, await _hall.Expire("punches"));
        await Close(quarter: false);

        Assert.Equal(1, await _hall.Expire("punches"));
        Assert.Empty(await _hall.Punches(_clerk));
    }

    [Fact]
    public async Task A_run_is_on_record_with_its_kind_its_day_and_how_many()
    {
        await Tell(3);
        _hall.At("2027-11-20 02:30:00");

        Assert.True(await _hall.Get<ApplyRetention>().Run(default) >= 3);

        await using var db = await _hall.Factory.CreateDbContextAsync();
        var run = await db.Set<RetentionRun>().SingleAsync(run => run.Kind == "messages");
        Assert.Equal((3, new DateOnly(2026, 11, 20), new DateOnly(2026, 1, 1)), (run.Count, run.KeptFrom, run.Version));
        Assert.Contains(await _hall.AuditRecords(), record =>
            record is { Action: ApplyRetention.Action, Subject: "retention 消息", Detail: "2026-11-20 之前的 3 条", ActorId: null });
        Assert.Empty(db.Set<Message>());
    }

    [Fact]
    public async Task The_preview_says_what_would_go_and_removes_nothing()
    {
        await Tell(2);
        _hall.At("2027-11-20 02:30:00");

        var found = (await _hall.Get<PreviewRetention>().Run(_section, default)).Value;

        Assert.Equal(2, found.Rows.Single(row => row.Period.Code == "messages").Count);
        Assert.Null(found.Rows.Single(row => row.Period.Code == "ledger").Limit);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(2, await db.Set<Message>().CountAsync());
        Assert.NotNull((await _hall.Get<PreviewRetention>().Run(_clerk, default)).Refusal);
        Assert.Null((await _hall.Get<PreviewRetention>().Run(await _hall.Person("R-safe", HallRole.SecurityAdministrator), default)).Refusal);
    }

    [Fact]
    public async Task Of_an_old_explanation_the_proof_goes_and_the_rest_stays_and_one_that_waits_keeps_it()
    {
        var (decided, waits) = (await Explain(new(2026, 11, 2), accepted: true), await Explain(new(2026, 11, 3), accepted: null));
        await Close(quarter: true);
        await Close(quarter: false);
        _hall.At("2028-11-20 02:30:00");

        Assert.Equal(1, await _hall.Expire("explanation-proofs"));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal([waits], await db.Set<AttachmentContent>().Select(content => content.Id).ToListAsync());
        Assert.Equal(2, await db.Set<Attachment>().CountAsync(attachment => attachment.Id == decided || attachment.Id == waits));
        var gone = await db.Set<Explanation>().SingleAsync(one => one.AttachmentId == decided);
        Assert.Contains("保存期限", (await _hall.Get<ShowExplanationFile>().Run(_section, gone.Id, default)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_goes_by_whole_seals_and_what_is_left_still_holds()
    {
        await Write("甲", "乙");
        _hall.At("2029-11-20 02:00:00");
        await Write("丙");
        var before = (await _hall.AuditRecords()).Count;

        Assert.Equal(before - 1, await _hall.Expire("audit"));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        var report = await CheckIntegrity.Run(db, _hall.Get<IntegrityRules>(), [], default);
        Assert.True(report.IsIntact, report.Sentence);
        Assert.Equal((1L, before - 1L), (report.Chains[0].Rows, report.Chains[0].Removed));
        Assert.Equal(0, await _hall.Expire("audit"));
        await _hall.Get<SealRows>().Run(default);
        Assert.True((await CheckIntegrity.Run(db, _hall.Get<IntegrityRules>(), [], default)).IsIntact);
    }

    [Fact]
    public async Task A_day_of_the_audit_goes_at_once_however_many_seals_it_has()
    {
        for (var minute = 0; minute < 12; minute++)
            await Write($"{minute}");
        _hall.At("2029-11-20 02:00:00");

        await _hall.Expire("audit");

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(1, await db.Set<RetentionRun>().CountAsync());
        Assert.Equal(1, await db.Set<IntegritySeal>().CountAsync(seal => seal.Kind == SealKind.Removal));
    }

    [Fact]
    public async Task Many_rows_go_in_batches_and_stand_in_one_line_a_kind_and_night()
    {
        for (var part = 0; part < 2; part++)
            await Write([.. Enumerable.Range(0, 3000).Select(number => $"{part}.{number}")]);
        _hall.At("2029-11-20 02:00:00");
        var all = (await _hall.AuditRecords()).Count;

        Assert.Equal(all, await _hall.Expire("audit"));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(2, await db.Set<IntegritySeal>().CountAsync(seal => seal.Kind == SealKind.Removal));
        Assert.Equal(all, Assert.Single((await _hall.Get<PreviewRetention>().Run(_section, default)).Value.Runs).Count);
        Assert.True((await CheckIntegrity.Run(db, _hall.Get<IntegrityRules>(), [], default)).IsIntact);
    }

    [Fact]
    public async Task One_kind_that_cannot_be_removed_does_not_keep_the_others()
    {
        await Tell(1);
        _hall.At("2027-11-20 02:30:00");
        var broken = new RetentionPlan(_hall.Get<RetentionPolicy>(), [new Broken(), .. _hall.Get<RetentionPlan>().Kinds.Where(kind => kind.Code != "sign-ins")], [], _hall.Clock);
        var apply = ActivatorUtilities.CreateInstance<ApplyRetention>(_hall.Services, broken);

        await Assert.ThrowsAsync<AggregateException>(() => apply.Run(default));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Empty(db.Set<Message>());
    }

    private async Task Tell(int messages)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        for (var number = 0; number < messages; number++)
            Message.Tell(db, _hall.Clock.GetUtcNow(), [_clerk.StaffId], MessageKind.Score, "试验", "");
        await db.SaveChangesAsync();
    }

    private async Task Write(params string[] details)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.AddRange(details.Select(detail => Audit.Of(null, _hall.Clock.GetUtcNow(), "page.open", "x", AuditOutcome.Done, detail)));
        await db.SaveChangesAsync();
        await _hall.Get<SealRows>().Run(default);
    }

    private async Task Close(bool quarter)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        if (quarter)
            db.Add(new ClosedQuarter { Quarter = "2026Q4", ClosedAt = _hall.Clock.GetUtcNow() });
        else
            db.AddRange(new[] { 11, 12 }.Select(month => new MonthClosing { Month = new(2026, month, 1), ClosedAt = _hall.Clock.GetUtcNow(), ClosedById = _section.StaffId }));
        await db.SaveChangesAsync();
    }

    private async Task<Guid> Explain(DateOnly day, bool? accepted)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var attachment = Attachment.Of(PhotoTests.Jpeg(64, 48), "病历.jpg", _clerk.StaffId, _hall.Clock.GetUtcNow()).Attachment!;
        db.Add(attachment);
        db.Add(new Explanation
        {
            StaffId = _clerk.StaffId, Day = day, Part = DayPart.Morning, Action = PunchAction.In, Fault = "late", Text = "路上遇到交通事故", AttachmentId = attachment.Id,
            Reference = Explanation.ReferenceOf(day, DayPart.Morning, PunchAction.In), SubmittedAt = _hall.Clock.GetUtcNow(), Accepted = accepted,
            DecidedById = accepted is null ? null : _section.StaffId, DecidedAt = accepted is null ? null : _hall.Clock.GetUtcNow(),
        });
        await db.SaveChangesAsync();
        return attachment.Id;
    }

    private sealed class Broken : IRetentionKind
    {
        public string Code => "sign-ins";

        public Task<int> Count(Web.Store.HallDb db, RetentionLimit limit, CancellationToken cancel) => throw new InvalidOperationException("broken");

        public Task<int> Remove(Web.Store.HallDb db, RetentionLimit limit, CancellationToken cancel) => throw new InvalidOperationException("broken");
    }
}
