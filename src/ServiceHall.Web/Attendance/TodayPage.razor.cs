using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Who is where now, live: every open page looks at the same picture. Filters and page stay in the address.
/// </summary>
public sealed partial class TodayPage
{
    /// <summary>The page's address.</summary>
    public const string Address = "/desk/today";

    // 空岗, as a finding is logged: 考核 一(一)1(6).
    private const string EmptyPostItem = "K1.6";

    // A role that was lost is noticed as soon as elsewhere at the desk.
    private static readonly TimeSpan SightLasts = TimeSpan.FromSeconds(30);
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private IDisposable? _watching;
    private TodaySight? _sight;
    private long _sightReadAt;
    private TodayPicture? _picture;
    private TodayView _view = TodayView.Empty;
    private int _siteId;
    private int _unitId;
    private PersonState? _state;
    private int _page = 1;

    [Inject]
    private ShowToday Show { get; set; } = null!;

    [Inject]
    private LookAtEmptyWindow Looked { get; set; } = null!;

    [Inject]
    private LivePresence Live { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "site")]
    private string? SiteNumber { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    private string? UnitNumber { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    private IEnumerable<WindowNow> Mine => _picture!.Presence.Windows.Where(_sight!.Shows);

    private IEnumerable<(int Id, string Name)> Sites =>
        Mine.Where(window => window.SiteId is not null).Select(window => (window.SiteId!.Value, window.Site)).Distinct();

    private IEnumerable<(int Id, string Name)> Units => Mine.Select(window => (window.UnitId, window.Unit)).Distinct().OrderBy(unit => unit.Unit, HallOrder.Comparer);

    private string When => _picture?.Presence switch
    {
        null => "",
        { Shown: null } now => $"{now.Now.Day.ToString("M 月 d 日 dddd", Chinese)}，今天不上班",
        var now => $"{now.Now.Day.ToString("M 月 d 日 dddd", Chinese)} · {now.Shown.Title} {now.Shown.Hours.Start}—{now.Shown.Hours.End}"
            + (now.IsRunning ? "" : now.Now < now.Shown.Hours.Start ? "，还没开始" : "，已结束"),
    };

    private protected override async Task Open()
    {
        ReadFilter();
        if (!await ReadSight())
            return;
        Draw(Live.Latest);
        _watching = Live.Watch(picture => Follow(() => Told(picture)));
        Keep(_watching);
    }

    // The picture is live; only the filter may be another one.
    private protected override Task ReadAnew()
    {
        ReadFilter();
        Draw(_picture);
        return Task.CompletedTask;
    }

    private void ReadFilter()
    {
        _siteId = Number(SiteNumber);
        _unitId = Number(UnitNumber);
        _state = NamesInAddress.Find<PersonState>(StateName);
        _page = Pager.PageOf(PageNumber);
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<bool> ReadSight()
    {
        _sightReadAt = Clock.GetTimestamp();
        _sight = Take(await Show.Run(Actor, Left), out var sight) ? sight : null;
        return _sight is not null;
    }

    private async Task Told(TodayPicture picture)
    {
        if (!picture.IsOld && Clock.GetElapsedTime(_sightReadAt) > SightLasts && !await ReadSight())
        {
            _watching?.Dispose();
            _picture = null;
        }
        else
        {
            Draw(picture);
        }
    }

    private void Draw(TodayPicture? picture)
    {
        _picture = picture;
        if (picture is not null)
            _view = TodayView.Of(Mine, _siteId, _unitId, _state, _page);
    }

    private void Pick(PersonState? state)
    {
        _state = _state == state ? null : state;
        Chosen();
    }

    private void Chosen() => Go(1);

    private void Go(int page)
    {
        _page = page;
        Draw(_picture);
        Write(new Dictionary<string, object?>
        {
            ["site"] = _siteId > 0 ? _siteId : null,
            ["unit"] = _unitId > 0 ? _unitId : null,
            ["state"] = _state?.ToString(),
            ["page"] = page > 1 ? page : null,
        });
    }

    private string Time(DateTimeOffset at) => Clock.Civil(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private long Minutes(SuspectedWindow one) => (long)((one.Until ?? Clock.InstantOf(_picture!.Presence.Now.ToDateTime())) - one.Since).TotalMinutes;

    private static string FindingOf(SuspectedWindow one) => $"/desk/findings/new?window={one.WindowId}&code={EmptyPostItem}";

    // The commit brings the next picture, to this page and to all others.
    private async Task Look(long id) => Take(await Looked.Run(Actor, id, Left), out _);
}
