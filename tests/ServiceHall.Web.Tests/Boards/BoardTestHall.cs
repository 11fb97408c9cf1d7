using Microsoft.Extensions.Configuration;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Boards;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Boards;

/// <summary>A hall with two sites, three windows that have people and one that has none.</summary>
public sealed class BoardTestHall : TestHall, IAsyncLifetime
{
    internal Actor Section { get; private set; } = null!;
    internal Site Main { get; private set; } = null!;
    internal Site Branch { get; private set; } = null!;

    internal BuildBoards Build => new(Factory, Clock, new BoardReading(
        Clock, new DemonstrationRibbon(new ConfigurationBuilder().Build(), Clock), Get<PublicStanding>(), Get<PresenceByWindow>()));
    internal PairScreen Pair => new(Factory, Clock);
    internal OfferPairing Offer => new(Factory, Clock);
    internal CollectToken Collect => new(Factory, Clock);
    internal static Uri DeskPage { get; } = new("https://hall.example/desk/screens");

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Section = await Person("section", HallRole.Section);
        Main = new Site { Code = "main", Name = "市政务服务大厅", Latitude = 45.6, Longitude = 122.8, RadiusMetres = 150 };
        Branch = new Site { Code = "branch", Name = "开发区分厅", Latitude = 45.7, Longitude = 122.9, RadiusMetres = 150 };
        await using var db = await Factory.CreateDbContextAsync();
        db.AddRange(Main, Branch);
        var unit = new Unit { Name = "市税务局" };
        for (var i = 1; i <= 3; i++)
        {
            var window = new Window { Code = $"W{i}", Name = $"办税服务{i}号窗口", Unit = unit, Site = Main };
            var staff = new StaffMember { Number = $"1{i}", Name = "测试" };
            db.Add(new Posting { Window = window, Staff = staff, From = new(2026, 1, 1) });
        }

        db.Add(new Window { Code = "W9", Name = "无人窗口", Unit = unit, Site = Main });
        await db.SaveChangesAsync();
    }

    /// <summary>Builds now: waits out the pause after the build before.</summary>
    internal async Task<BuildOutcome> BuildNow()
    {
        while (true)
        {
            var outcome = await Build.Run(TimeSpan.Zero, default);
            if (outcome != BuildOutcome.TooSoon)
                return outcome;
            await Task.Delay(BuildBoards.Pause);
        }
    }

    /// <summary>Changes what the boards show, and commits.</summary>
    internal async Task Rename(Site site, string name)
    {
        await using var db = await Factory.CreateDbContextAsync();
        (await db.Sites.FindAsync(site.Id))!.Name = name;
        await db.SaveChangesAsync();
    }

    /// <summary>A screen paired the way people do it: offer, code, collection.</summary>
    internal async Task<(int Id, string Token)> PairedScreen(string name)
    {
        var offer = (await Offer.Run("192.0.2.7", DeskPage, default)).Value;
        var id = (await Pair.Run(Section, new(offer.Code, name, Main.Id), default)).Value;
        return (id, (await Collect.Run(offer.PairingId, default)).Value.Token!);
    }
}
