using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Integrity;

namespace ServiceHall.Web.Tests.Integrity;

/// <summary>Whoever owns the database can change any row; here it is noticed, and the row is named.</summary>
public sealed class TamperingTests : IAsyncLifetime
{
    private readonly SealedHall _hall = new();

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        await _hall.WriteAndSeal("甲", "乙");
        await _hall.WriteAndSeal("丙");
        await _hall.WriteAndSeal("丁", "戊");
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task What_nobody_touched_is_intact_and_a_hash_on_paper_is_found_again()
    {
        var seals = await _hall.Seals();
        var report = await _hall.Check(seals[0].Hash, seals[^1].Hash);

        Assert.True(report.IsIntact, report.Sentence);
        Assert.Equal((3, 5L), (seals.Count, report.Chains[0].Rows));
        Assert.Equal([2, 1, 2], seals.Select(seal => seal.Count));
    }

    [Theory]
    [InlineData("UPDATE audit_record SET detail = '乙二' WHERE detail = '乙'", "乙", "被改动")]
    [InlineData("UPDATE audit_record SET at = at - interval '1 second' WHERE detail = '丙'", "丙", "被改动")]
    [InlineData("UPDATE audit_record SET actor_id = NULL, address = '10.0.0.9' WHERE detail = '戊'", "戊", "被改动")]
    [InlineData("DELETE FROM audit_record WHERE detail = '甲'", "甲", "被删除")]
    [InlineData("DELETE FROM audit_record WHERE detail = '戊'", "戊", "被删除")]
    public async Task A_row_that_was_altered_or_deleted_is_named_with_its_seal(string sql, string detail, string said)
    {
        var id = await _hall.IdOf(detail);
        await _hall.AsOwner(sql);

        var fault = Assert.Single((await _hall.Check()).Faults);

        Assert.Equal((SealChain.Audit, id), (fault.Chain, fault.Row));
        Assert.Contains(said, fault.Sentence, StringComparison.Ordinal);
        Assert.NotNull(fault.Seal);
    }

    [Fact]
    public async Task A_row_inserted_among_the_sealed_ones_is_named()
    {
        await _hall.AsOwner("DELETE FROM audit_record WHERE detail = '丙'");
        var before = (await _hall.Check()).Faults[0].Row!.Value;
        await _hall.AsOwner($"""
            INSERT INTO audit_record (id, at, actor_id, action, subject, outcome, detail, address)
            OVERRIDING SYSTEM VALUE
            SELECT -7, at, actor_id, action, subject, outcome, '伪造', address FROM audit_record WHERE detail = '甲'
            """);

        var faults = (await _hall.Check()).Faults;

        Assert.Contains(faults, fault => fault.Row == -7 && fault.Sentence.Contains("插进来", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Row == before && fault.Sentence.Contains("被删除", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_written_today_that_says_it_is_of_last_week_is_named_before_and_after_its_seal()
    {
        await _hall.AsOwner("""
            INSERT INTO audit_record (at, actor_id, action, subject, outcome, detail, address)
            SELECT at - interval '7 days', actor_id, action, subject, outcome, '补写', address FROM audit_record WHERE detail = '甲'
            """);
        var id = await _hall.IdOf("补写");

        Assert.Equal(id, Assert.Single((await _hall.Check()).Faults).Row);
        await _hall.Get<SealRows>().Run(default);
        Assert.Equal(id, Assert.Single((await _hall.Check()).Faults).Row);
    }

    [Theory]
    [InlineData("UPDATE integrity_seal SET hash = repeat('0', 64) WHERE number = 2")]
    [InlineData("UPDATE integrity_seal SET digests = substring(digests FROM 1 FOR 5) WHERE number = 1")]
    [InlineData("UPDATE integrity_seal SET ids = ARRAY[1, 2] WHERE number = 3")]
    [InlineData("DELETE FROM integrity_seal WHERE number = 2")]
    [InlineData("UPDATE integrity_seal SET removed_through = 2, kind = 'Removal' WHERE number = 3")]
    public async Task A_seal_that_was_tampered_with_is_noticed(string sql)
    {
        await _hall.AsOwner(sql);

        Assert.NotEmpty((await _hall.Check()).Faults);
    }

    [Fact]
    public async Task A_removal_that_somebody_made_up_for_young_rows_does_not_hide_their_deletion()
    {
        await _hall.AsOwner("DELETE FROM audit_record WHERE detail IN ('甲', '乙')");
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            var seals = await _hall.Seals();
            db.Add(SealHash.Next(SealChain.Audit, seals[^1], [], removedThrough: 1, _hall.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        Assert.Contains("保存不满", Assert.Single((await _hall.Check()).Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_chain_made_anew_fits_itself_and_not_what_was_written_down()
    {
        var written = (await _hall.Seals())[^1].Hash;
        await _hall.AsOwner("UPDATE audit_record SET detail = '改过' WHERE detail = '甲'; DELETE FROM integrity_seal;");
        await _hall.Get<SealRows>().Run(default);

        Assert.True((await _hall.Check()).IsIntact);
        Assert.Contains(written, Assert.Single((await _hall.Check(written)).Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_has_a_chain_of_its_own()
    {
        await _hall.Book(await _hall.Window("T1"));
        await _hall.Get<SealRows>().Run(default);
        Assert.True((await _hall.Check()).IsIntact);

        await _hall.AsOwner("UPDATE ledger_entry SET points = 6");

        var fault = Assert.Single((await _hall.Check()).Faults);
        Assert.Equal(SealChain.Ledger, fault.Chain);
        Assert.StartsWith("计分记录：", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_dated_ahead_hides_no_deletion_neither_today_nor_when_that_day_has_come()
    {
        await _hall.AsOwner("DELETE FROM audit_record WHERE detail IN ('甲', '乙')");
        await Remove(SealChain.Audit, through: 1, _hall.Clock.GetUtcNow().AddDays(1300));
        await _hall.WriteAndSeal("己");

        Assert.Contains((await _hall.Check()).Faults, fault => fault.Seal == 4 && fault.Sentence.Contains("还没有到", StringComparison.Ordinal));
        _hall.Clock.Advance(TimeSpan.FromDays(1400));
        Assert.Contains((await _hall.Check()).Faults, fault => fault.Sentence.Contains("早于前一号", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_removal_of_what_the_policy_still_keeps_hides_no_deletion()
    {
        // Longer than the law asks, and not as long as this hall has promised.
        _hall.Clock.Advance(TimeSpan.FromDays(400));
        await _hall.AsOwner("DELETE FROM audit_record WHERE detail IN ('甲', '乙')");
        await Remove(SealChain.Audit, through: 1, _hall.Clock.GetUtcNow());

        Assert.Contains("保存不满 3 年", Assert.Single((await _hall.Check()).Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_ever_removed_from_the_ledger()
    {
        await _hall.Book(await _hall.Window("T2"));
        await _hall.Get<SealRows>().Run(default);
        _hall.Clock.Advance(TimeSpan.FromDays(1300));
        await _hall.AsOwner("DELETE FROM ledger_entry");
        await Remove(SealChain.Ledger, through: 1, _hall.Clock.GetUtcNow());

        var faults = (await _hall.Check()).Faults;

        Assert.Contains(faults, fault => fault is { Chain: SealChain.Ledger, Seal: 2, Row: null });
        Assert.Contains(faults, fault => fault.Chain == SealChain.Ledger && fault.Sentence.Contains("被删除", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_a_removal_no_single_row_is_picked_out()
    {
        _hall.Clock.Advance(TimeSpan.FromDays(1300));
        var id = await _hall.IdOf("甲");
        await _hall.AsOwner("DELETE FROM audit_record WHERE detail = '乙'");
        await Remove(SealChain.Audit, through: 1, _hall.Clock.GetUtcNow());

        Assert.Equal(id, Assert.Single((await _hall.Check()).Faults).Row);
    }

    [Fact]
    public async Task After_a_clock_that_was_ahead_is_confirmed_to_be_right_nothing_is_alarmed_and_backdating_is_still_named()
    {
        var (administrator, window, right) = (await _hall.Person("T3", HallRole.SystemAdministrator), await _hall.Window("T4"), _hall.Clock.GetUtcNow());
        _hall.Clock.Advance(TimeSpan.FromDays(2));
        await _hall.Book(window);
        await _hall.WriteAndSeal("己");
        _hall.Clock.AdjustTime(right.AddMinutes(1));
        await _hall.WriteAndSeal("庚");
        Assert.NotEmpty((await _hall.Check()).Faults);
        // Meanwhile somebody has to come.
        _hall.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Null((await _hall.Get<ConfirmClock>().Run(administrator, default)).Refusal);
        await _hall.Book(window);
        await _hall.WriteAndSeal("辛");

        var report = await _hall.Check();

        Assert.True(report.IsIntact, report.Sentence);
        Assert.Contains("确认过时钟", report.Sentence, StringComparison.Ordinal);
        await _hall.AsOwner("""
            INSERT INTO audit_record (at, actor_id, action, subject, outcome, detail, address)
            SELECT at - interval '7 days', actor_id, action, subject, outcome, '补写', address FROM audit_record WHERE detail = '甲'
            """);
        Assert.Equal(await _hall.IdOf("补写"), Assert.Single((await _hall.Check()).Faults).Row);
    }

    [Fact]
    public async Task No_row_of_the_database_makes_a_demonstration_of_a_hall()
    {
        await _hall.AsOwner($"""
            INSERT INTO period (job, name, at) VALUES ('demonstration-day', '2026-11-18', now());
            INSERT INTO audit_record (at, actor_id, action, subject, outcome, detail, address)
            SELECT at - interval '7 days', actor_id, action, subject, outcome, '补写', address FROM audit_record WHERE detail = '甲'
            """);

        Assert.Equal(await _hall.IdOf("补写"), Assert.Single((await _hall.Check()).Faults).Row);
    }

    // A seal of a removal that fits the chain, as whoever owns the database can write one.
    private async Task Remove(SealChain chain, int through, DateTimeOffset at)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(SealHash.Next(chain, (await _hall.Seals(chain))[^1], [], through, at));
        await db.SaveChangesAsync();
    }
}
