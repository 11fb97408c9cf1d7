using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SecondSigner;

namespace ServiceHall.Web.Tests.Accounts.SecondSigner;

/// <summary>A hall that begins has one administrator, and is not locked out by the rule of two.</summary>
public sealed class FirstHallTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task The_only_administrator_opens_first_accounts_and_the_server_alone_opens_them_again()
    {
        var first = hall.Get<FirstAdministrator>();
        Assert.Null((await first.Run(new(first.SetupCode, "F100", "张管理", "Open-The-Doors-1", ""), default)).Refusal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var admin = new Actor(db.Staff.Single(staff => staff.Number == "F100").Id, "192.0.2.1");
        var head = await hall.Person("F101");
        Assert.Null((await hall.Get<GrantRole>().Grant(admin, new(head.StaffId, HallRole.SectionHead), default)).Refusal);

        var code = (await hall.Get<IssueCodes>().Run(admin, [head.StaffId], default)).Value[0];
        Assert.Null((await hall.Get<SetPassword>().Run(new("F101", code.Code, "Morning-8-30", ""), default)).Refusal);

        // From now on the account is somebody's, and nobody can sign for it: the way is the server's.
        var again = await hall.Get<IssueCodes>().Run(admin, [head.StaffId], default);
        Assert.Contains("./hall code", again.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("./hall code", (await hall.Get<AskSecondSigner>().Run(admin, new(head.StaffId, AccountRequestKind.Code), default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await hall.Get<IssueCodes>().Run(Actor.Hall with { Address = "server" }, [admin.StaffId], default)).Refusal);
        Assert.Contains(await hall.AuditRecords(), record => record is { Action: "account.issue-code", Subject: "staff F100", Address: "server" });
    }
}
