using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Integrity;

/// <summary>Who is told, and what the command says.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly SealedHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Each_night_the_audit_administrator_is_told_the_last_hash_and_nobody_else()
    {
        var (auditor, security) = (await _hall.Person("V1", HallRole.AuditAdministrator), await _hall.Person("V2", HallRole.SecurityAdministrator));
        await _hall.WriteAndSeal("一");

        Assert.Equal(0, await _hall.Get<VerifyIntegrity>().Run(default));

        Assert.Contains((await _hall.Seals())[^1].Hash, Assert.Single(await Messages(auditor)), StringComparison.Ordinal);
        Assert.Empty(await Messages(security));
        var shown = (await _hall.Get<ShowIntegrity>().Run(auditor, default)).Value;
        Assert.Equal((await _hall.Seals())[^1].Hash, shown.Last[0].Hash);
        Assert.True(Assert.Single(shown.Checks).IsIntact);
        Assert.NotNull((await _hall.Get<ShowIntegrity>().Run(security, default)).Refusal);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_to_audit_and_security_and_stands_in_the_audit()
    {
        var (auditor, security) = (await _hall.Person("V3", HallRole.AuditAdministrator), await _hall.Person("V4", HallRole.SecurityAdministrator));
        await _hall.WriteAndSeal("一");
        await _hall.AsOwner("UPDATE audit_record SET detail = '二' WHERE detail = '一'");

        Assert.Equal(1, await _hall.Get<VerifyIntegrity>().Run(default));

        foreach (var told in new[] { await Messages(auditor), await Messages(security) })
            Assert.Contains("被改动", Assert.Single(told), StringComparison.Ordinal);
        Assert.Contains(await _hall.AuditRecords(), record => record is { Action: VerifyIntegrity.Action, Outcome: AuditOutcome.Refused });
    }

    [Fact]
    public async Task A_sealing_that_stands_still_is_told_as_well()
    {
        var auditor = await _hall.Person("V5", HallRole.AuditAdministrator);
        await _hall.Write("没有封存");
        _hall.Clock.Advance(TimeSpan.FromHours(2));

        await _hall.Get<VerifyIntegrity>().Run(default);

        Assert.Contains("超过一小时没有封存", Assert.Single(await Messages(auditor)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_made_anew_does_not_fit_what_was_told_on_earlier_nights()
    {
        var auditor = await _hall.Person("V6", HallRole.AuditAdministrator);
        await _hall.WriteAndSeal("一", "二");
        Assert.Equal(0, await _hall.Get<VerifyIntegrity>().Run(default));
        var told = (await _hall.Seals())[^1].Hash;
        await _hall.AsOwner("UPDATE audit_record SET detail = '改过' WHERE detail = '一'; DELETE FROM integrity_seal;");
        await _hall.Get<SealRows>().Run(default);

        Assert.NotEqual(0, await _hall.Get<VerifyIntegrity>().Run(default));

        Assert.Contains(await Messages(auditor), text => text.Contains("异常", StringComparison.Ordinal) && text.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_beside_the_logs_knows_the_hashes_that_the_database_has_lost()
    {
        var folder = Directory.CreateTempSubdirectory("hall-seals-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Hall:Logs", folder)]).Build();
        var verify = ActivatorUtilities.CreateInstance<VerifyIntegrity>(_hall.Services, new SealNotes(configuration));
        await _hall.WriteAndSeal("一", "二");
        await verify.Run(default);
        await _hall.WriteAndSeal("三");
        Assert.Equal(0, await verify.Run(default));
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(folder, SealNotes.FileName))).Length);

        // Cut to what it was before, and all that was told about it with it.
        await _hall.AsOwner("DELETE FROM message; DELETE FROM audit_record WHERE detail = '三'; DELETE FROM integrity_seal WHERE number > 1;");
        await _hall.AsOwner("DELETE FROM audit_record WHERE action = 'integrity.verify'");

        Assert.NotEqual(0, await verify.Run(default));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_auditor_has_noted_hashes_compared_and_a_slip_of_theirs_alarms_nobody()
    {
        var (auditor, security) = (await _hall.Person("V7", HallRole.AuditAdministrator), await _hall.Person("V8", HallRole.SecurityAdministrator));
        await _hall.WriteAndSeal("一");
        var (hash, verify) = ((await _hall.Seals())[^1].Hash, _hall.Get<VerifyIntegrity>());

        // As it was told, as it was typed in groups, by an input method that writes wide digits.
        foreach (var noted in new[] { $"今日封存校验值，请抄录或打印留存：审计第 1 号 {hash}。", string.Join(' ', hash.Chunk(4).Select(part => new string(part))), "\n" + hash.ToUpperInvariant(), hash.Replace('1', '１') })
            Assert.True((await verify.Run(auditor, noted, default)).Value.IsIntact);
        Assert.Contains("63 位", (await verify.Run(auditor, hash[1..], default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("没有找到校验值", (await verify.Run(auditor, "见本子", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.NotNull((await verify.Run(security, hash, default)).Refusal);

        Assert.Contains(new string('a', 64), Assert.Single((await verify.Run(auditor, new string('a', 64), default)).Value.Faults).Sentence, StringComparison.Ordinal);
        Assert.Empty(await Messages(security));
        Assert.Equal(0, await verify.Run(default));
    }

    [Fact]
    public async Task The_command_ends_with_0_where_all_fits_and_with_2_and_the_row_where_it_does_not()
    {
        await _hall.WriteAndSeal("一", "二");
        var id = await _hall.IdOf("二");
        var hash = (await _hall.Seals())[^1].Hash;
        Assert.Equal(0, (await Command("verify", "--known", hash)).Code);

        await _hall.AsOwner("DELETE FROM audit_record WHERE detail = '二'");
        var (code, told) = await Command("verify");

        Assert.Equal(2, code);
        Assert.Contains($"不符：审计：第 {id} 行（第 1 号封存）被删除", told, StringComparison.Ordinal);
        Assert.Equal(2, (await Command("verify", "--known", new string('a', 64))).Code);
        Assert.Equal(1, (await Command("verify", "--else")).Code);
    }

    private async Task<(int Code, string Told)> Command(params string[] args)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("ConnectionStrings:Hall", _hall.Connections.Application), new("ConnectionStrings:HallOwner", _hall.Connections.Owner)]).Build();
        using var told = new StringWriter();
        var code = await VerifyCommand.Run(args, configuration, told, TextWriter.Null, _hall.Clock);
        return (code, told.ToString());
    }

    private async Task<List<string>> Messages(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId).Select(message => message.Text).ToListAsync();
    }
}
