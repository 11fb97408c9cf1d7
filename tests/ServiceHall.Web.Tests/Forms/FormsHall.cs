using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Messages.Channels;
using ServiceHall.Web.People;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Shell;
using Posting = ServiceHall.Web.People.Posting;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>A hall with something on every page of the desk, and a browser that opens them.</summary>
public sealed class FormsHall : TestHall, IAsyncLifetime
{
    private const int MostLooks = 250;
    private Actor _everything = new(0, ""), _audit = new(0, "");
    private int _person, _window, _finding;

    /// <summary>The pages of the desk, those of which components are the whole and that answer to events.</summary>
    internal static IReadOnlyList<Type> Pages { get; } =
    [
        .. typeof(DeskPage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DeskPage)) && !type.IsAbstract && AddressOf(type) is not null
                // Its presses need the scheduler, which this hall has not.
                && type != typeof(TimetablePage))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    internal static string? AddressOf(Type page) => page.GetCustomAttributes<RouteAttribute>().Select(route => route.Template).MaxBy(address => address.Length);

    /// <summary>A browser of somebody who may open the page, and the page in it.</summary>
    internal async Task<(BunitContext Desk, IRenderedComponent<IComponent> Page)> Open(Type page)
    {
        var desk = new BunitContext();
        desk.JSInterop.Mode = JSRuntimeMode.Loose;
        desk.Services.AddBootstrapBlazor();
        desk.Services.AddSingleton<TimeProvider>(Clock);
        desk.Services.AddFallbackServiceProvider(Services);
        // What there are several of, it would find none of.
        foreach (var type in Services.GetServices<IChannelType>())
            desk.Services.AddSingleton(type);
        foreach (var form in Services.GetServices<WorkForm>())
            desk.Services.AddSingleton(form);
        var policy = page.GetCustomAttributes<AuthorizeAttribute>().Select(authorize => authorize.Policy).FirstOrDefault(name => name is not null);
        var isForAudit = policy is not null && !Rights.HoldersOf(Enum.Parse<Right>(policy)).Any(Everything.Contains);
        var (actor, roles) = isForAudit ? (_audit, [HallRole.AuditAdministrator]) : (_everything, Everything);
        desk.AddAuthorization().SetAuthorized("somebody").SetRoles([.. roles.Select(role => role.ToString())])
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        var opened = desk.Render(builder =>
        {
            builder.OpenComponent(0, page);
            foreach (var (name, value) in ParametersOf(page))
                builder.AddAttribute(1, name, value);
            builder.CloseComponent();
        });
        return (desk, opened);
    }

    /// <summary>Waits until the page has shown what it reads: nobody knows which sentence that is, so it has to stand still.</summary>
    internal static async Task Settle(IRenderedComponent<IComponent> page)
    {
        var (before, still) = ("", 0);
        for (var looks = 0; still < 3 && looks < MostLooks; looks++)
        {
            (before, still) = (page.Markup, page.Markup == before ? still + 1 : 0);
            await Task.Delay(20);
        }
    }

    private static HallRole[] Everything =>
    [
        .. HallRoleNames.Granted.Except([HallRole.AuditAdministrator, HallRole.SecurityAdministrator, HallRole.UnitLeader]),
    ];

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        (_everything, _audit) = (await Person("F1", Everything), await Person("F2", HallRole.AuditAdministrator));
        var (first, second) = (await Window("FA"), await Window("FB"));
        var clerk = await Posted("F3", first);
        await Posted("F4", first, PostRole.Leader);
        await Posted("F5", second);
        (_person, _window) = (clerk.StaffId, first.Id);
        await using var db = await Factory.CreateDbContextAsync();
        db.AddRange(
            new Site { Code = "S1", Name = "主楼", Latitude = 45.6, Longitude = 122.8, RadiusMetres = 150 },
            new Site { Code = "S2", Name = "分厅", Latitude = 45.7, Longitude = 122.8, RadiusMetres = 150 },
            new Posting { StaffId = _everything.StaffId, WindowId = second.Id, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        var other = await Person("F6", HallRole.SectionHead);
        Assert.Null((await Get<Propose>().Run(other, new Propose.Day(new(2026, 12, 31), IsWorkday: false, "盘点"), default)).Refusal);
        Assert.Null((await Get<Propose>().Run(other, new Propose.Day(new(2026, 12, 30), IsWorkday: false, "盘点"), default)).Refusal);
        var decision = (await Get<ShowCalendar>().Run(other, 2026, default)).Value.Decisions[0];
        Assert.Null((await Get<Countersign>().Sign<DayDecision>(_everything, decision.Id, default)).Refusal);
        Assert.Null((await Get<AskEnrolment>().Run(other, new(first.Id, "F77", "新人", PostKind.Regular, new(2026, 11, 20), ""), default)).Refusal);
        _finding = (await Get<LogFinding>().Run(
            other, new FindingForm(Guid.NewGuid(), InspectionKind.Daily, first.Id, clerk.StaffId, "K1.5", 1, false, "", []), default)).Value;
    }

    private protected override void Add(IServiceCollection services) => services.AddBoards().AddSingleton<HallZone>();

    private Dictionary<string, object> ParametersOf(Type page) => AddressOf(page) switch
    {
        "/desk/people/{Id:int}" => new() { ["Id"] = _person },
        "/desk/findings/{Id:int}" => new() { ["Id"] = _finding },
        "/desk/scores/{Kind}/{Id:int}" => new() { ["Kind"] = "window", ["Id"] = _window },
        // Nothing is there: that is said, and no box is shown.
        { } address when address.EndsWith("/{Id:int}", StringComparison.Ordinal) => new() { ["Id"] = 1 },
        { } address when address.EndsWith("/{Id:long}", StringComparison.Ordinal) => new() { ["Id"] = 1L },
        _ => [],
    };
}
