using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>
/// <c>hall code NUMBER</c> and <c>hall reset-factor NUMBER</c>: the way in where nobody can sign beside a hall's only
/// administrator. Whoever runs the server issues a code for one account, or takes its second factors away; the person, the
/// audit and its administrators are told as of anything else.
/// </summary>
internal static class AccountCommand
{
    public const string Code = "code";
    public const string ResetFactor = "reset-factor";

    /// <returns>0: done. 2: not called as it should be. 1: anything else, with a sentence on standard error.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [Code or ResetFactor, { Length: > 0 } number])
        {
            await Console.Error.WriteLineAsync(
                "用法：./hall code 工号           为一个帐号发放一次性代码\n      ./hall reset-factor 工号   重设一个帐号的双重验证\n只在没有人能够第二人签字时使用；本人和审计管理员会收到消息，并记入审计。");
            return 2;
        }

        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        try
        {
            await using var store = await CommandStore.Open(configuration);
            var services = new ServiceCollection();
            services.AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(HallClock.From(configuration))
                .AddHallDatabase(store.Connections).AddSingleton<IssueCodes>().AddSingleton<ResetFactors>();
            await using var provider = services.BuildServiceProvider();
            return await Carry(provider, args[0], number.Trim());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<int> Carry(IServiceProvider services, string verb, string number)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<HallDb>>().CreateDbContextAsync();
        var id = await db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id).SingleOrDefaultAsync();
        var server = Actor.Hall with { Address = "server" };
        if (verb == ResetFactor)
        {
            var reset = await services.GetRequiredService<ResetFactors>().Run(server, id, CancellationToken.None);
            await Console.Error.WriteLineAsync($"{number}：{reset.Refusal?.Text ?? "双重验证已重设，以前的登录全部结束。"}");
            return reset.Refusal is null ? 0 : 1;
        }

        var answer = await services.GetRequiredService<IssueCodes>().Run(server, [id], CancellationToken.None);
        if (answer.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync($"{number}：{refusal.Text}");
            return 1;
        }

        var issued = answer.Value[0];
        await Console.Out.WriteLineAsync(issued.Code);
        await Console.Error.WriteLineAsync($"{issued.Name}（{issued.Number}）的一次性代码，{OneTimeCode.Lifetime.Days} 天内有效，只显示这一次。");
        return 0;
    }
}
