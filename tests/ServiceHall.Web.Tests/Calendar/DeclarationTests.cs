using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;

namespace ServiceHall.Web.Tests.Calendar;

public sealed class DeclarationTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_single_day_counts_from_the_second_signature_on()
    {
        var (one, other) = await TwoOfTheSection("D100");
        var day = new DateOnly(2026, 12, 3);
        var id = (await hall.Get<DeclareDay>().Run(one, new(day, Works: false, "全市停电检修"), default)).Value;
        Assert.True((await Days()).On(day).Works);

        Assert.Null((await hall.Get<SignDeclaration>().Sign<CalendarDay>(other, id, default)).Refusal);

        Assert.Equal(new HallDay(false, "全市停电检修", true), (await Days()).On(day));
        Assert.Empty((await Days()).Timetable.On(day));
    }

    [Fact]
    public async Task Nobody_signs_their_own_declaration_and_the_attempt_is_on_record()
    {
        var (one, _) = await TwoOfTheSection("D110");
        var id = await Exemption(one);

        var answer = await hall.Get<SignDeclaration>().Sign<Exemption>(one, id, default);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal!.Kind);
        Assert.Contains(await hall.AuditRecords(), record =>
            record is { Action: "calendar.sign", Outcome: AuditOutcome.NotAllowed } && record.ActorId == one.StaffId);
    }

    [Fact]
    public async Task The_database_too_refuses_one_hand_for_both_signatures()
    {
        var (one, _) = await TwoOfTheSection("D120");
        var id = await Exemption(one);
        await using var db = await hall.Factory.CreateDbContextAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync(
            $"UPDATE exemption SET signed_by_id = declared_by_id, signed_at = now() WHERE id = {id}"));

        Assert.Equal("ck_exemption_two_hands", refused.ConstraintName);
    }

    [Fact]
    public async Task What_is_signed_is_settled_and_what_was_withdrawn_cannot_be_signed()
    {
        var (one, other) = await TwoOfTheSection("D130");
        var (signed, withdrawn) = (await Exemption(one), await Exemption(one));
        var sign = hall.Get<SignDeclaration>();
        Assert.Null((await sign.Sign<Exemption>(other, signed, default)).Refusal);
        Assert.Null((await sign.Withdraw<Exemption>(one, withdrawn, default)).Refusal);

        Assert.Equal(RefusalKind.Conflict, (await sign.Withdraw<Exemption>(one, signed, default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Conflict, (await sign.Sign<Exemption>(other, withdrawn, default)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_clerk_declares_nothing()
    {
        var clerk = await hall.Person("D140");

        var answer = await hall.Get<DeclareDay>().Run(clerk, new(new(2026, 12, 4), false, "想休息"), default);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal!.Kind);
    }

    [Fact]
    public async Task A_declaration_without_a_reason_or_with_its_end_before_its_start_is_refused()
    {
        var (one, _) = await TwoOfTheSection("D150");
        var from = new DateTime(2026, 11, 19, 14, 0, 0);

        Assert.Contains("理由", (await hall.Get<DeclareDay>().Run(one, new(new(2026, 12, 4), false, " "), default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("晚于", (await hall.Get<DeclareExemption>().Run(one, new(from, from, null, [], "停电"), default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("只选一种", (await hall.Get<DeclareExemption>().Run(one, new(from, from.AddHours(1), 1, [one.StaffId], "停电"), default)).Refusal!.Text, StringComparison.Ordinal);
    }

    private async Task<DaysInForce> Days()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await hall.Get<HallDays>().Current(db, default);
    }

    private async Task<int> Exemption(Actor by)
    {
        var from = new DateTime(2026, 11, 19, 14, 0, 0);
        return (await hall.Get<DeclareExemption>().Run(by, new(from, from.AddHours(2), null, [], "网络中断"), default)).Value;
    }

    private async Task<(Actor One, Actor Other)> TwoOfTheSection(string number) =>
        (await hall.Person(number, HallRole.Section), await hall.Person(number + "-second", HallRole.SectionHead));
}
