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
}
