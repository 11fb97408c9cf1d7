using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People.Import;

/// <summary>
/// The hall as it is, on which a file's rows are laid one after the other: each row finds what it would create or
/// change, and faults that only show beside other rows or what is there already.
/// </summary>
internal sealed class Importing
{
    private readonly HallDb _db;
    private readonly int _actorId;
    private readonly DateTimeOffset _now;
    private readonly DateOnly _today;
    private readonly Dictionary<string, Unit> _units;
    private readonly Dictionary<string, Site> _sites;
    private readonly Dictionary<string, (Window Window, string Unit)> _windows;
    private readonly Dictionary<string, StaffMember> _staff;
    private readonly Dictionary<string, GoodRow> _windowRows = [];
    private readonly Dictionary<string, GoodRow> _staffRows = [];
    private readonly Dictionary<(string Number, DateOnly From), GoodRow> _postingRows = [];

    private Importing(
        Act act, Dictionary<string, Unit> units, Dictionary<string, Site> sites, Dictionary<string, (Window, string)> windows, Dictionary<string, StaffMember> staff) =>
        (_db, _actorId, _now, _today, _units, _sites, _windows, _staff) = (act.Db, act.Rights.StaffId, act.Now, act.Today, units, sites, windows, staff);

    /// <summary>Reads the hall. What the rows do is tracked by the context and written when it saves.</summary>
    public static async Task<Importing> Open(Act act, CancellationToken cancel)
    {
        var db = act.Db;
        var windows = await db.Windows.Include(window => window.Unit).ToDictionaryAsync(window => window.Code, window => (window, window.Unit!.Name), cancel);
        return new Importing(
            act,
            await db.Units.ToDictionaryAsync(unit => unit.Name, cancel),
            await db.Sites.ToDictionaryAsync(site => site.Code, cancel),
            windows,
            await db.Staff.Include(staff => staff.Postings).ToDictionaryAsync(staff => staff.Number, cancel));
    }

    /// <summary>Lays one row on the hall.</summary>
    public PlannedRow Lay(FileRow row)
    {
        var (creates, changes, faults) = (new List<string>(), new List<string>(), new List<CellFault>());
        if (ReadRow.Of(row, faults) is { } good && Agrees(good, faults))
        {
            var window = LayWindow(good, creates, changes);
            var staff = LayStaff(good, creates, changes);
            LayPosting(good, staff, window, creates, changes, faults);
        }

        return new PlannedRow(row, creates, changes, faults);
    }

    // Two rows of one file must say the same of one window and of one person.
    private bool Agrees(GoodRow row, List<CellFault> faults)
    {
        if (row.SiteCode is { } site && !_sites.ContainsKey(site))
            faults.Add(new CellFault("大厅编号", $"没有编号为“{site}”的大厅；请先在“窗口与大厅”中建立，或留空"));
        if (_windowRows.TryAdd(row.WindowCode, row) is false && _windowRows[row.WindowCode] is var window
            && (window.WindowName, window.Unit, window.SiteCode) != (row.WindowName, row.Unit, row.SiteCode))
            faults.Add(new CellFault("窗口编号", $"与第 {window.Line} 行同一窗口的名称、单位或大厅不一致"));
        if (_staffRows.TryAdd(row.Number, row) is false && _staffRows[row.Number] is var person && person.Name != row.Name)
            faults.Add(new CellFault("姓名", $"与第 {person.Line} 行同一工号的姓名“{person.Name}”不一致"));
        if (!_postingRows.TryAdd((row.Number, row.From), row))
            faults.Add(new CellFault("到岗日期", $"与第 {_postingRows[(row.Number, row.From)].Line} 行是同一人同一天到岗，请只留一行"));
        if (_staff.TryGetValue(row.Number, out var known) && known.LeftOn is { } left && (row.To is null || row.To > left))
            faults.Add(new CellFault("离岗日期", $"此人已于 {left:yyyy-MM-dd} 离开大厅，任职不能晚于那天"));
        return faults.Count == 0;
    }

    private Window LayWindow(GoodRow row, List<string> creates, List<string> changes)
    {
        if (!_units.TryGetValue(row.Unit, out var unit))
        {
            _units[row.Unit] = unit = new Unit { Name = row.Unit };
            _db.Add(unit);
            creates.Add($"单位 {row.Unit}");
        }

        var site = row.SiteCode is { } code ? _sites[code] : null;
        if (!_windows.TryGetValue(row.WindowCode, out var known))
        {
            var made = new Window { Code = row.WindowCode, Name = row.WindowName, Unit = unit, SiteId = site?.Id };
            _db.Add(made);
            _windows[row.WindowCode] = (made, row.Unit);
            creates.Add($"窗口 {row.WindowCode} {row.WindowName}");
            return made;
        }

        var window = known.Window;
        if (window.Name != row.WindowName)
            changes.Add($"窗口 {window.Code} 名称 {window.Name}→{row.WindowName}");
        if (known.Unit != row.Unit)
            changes.Add($"窗口 {window.Code} 单位 {known.Unit}→{row.Unit}");
        if (window.SiteId != site?.Id)
            changes.Add($"窗口 {window.Code} 大厅→{site?.Code ?? "不核对位置"}");
        (window.Name, window.SiteId) = (row.WindowName, site?.Id);
        if (known.Unit != row.Unit)
        {
            _db.Entry(window).Reference(w => w.Unit).CurrentValue = unit;
            _windows[row.WindowCode] = (window, row.Unit);
        }

        return window;
    }

    private StaffMember LayStaff(GoodRow row, List<string> creates, List<string> changes)
    {
        if (!_staff.TryGetValue(row.Number, out var staff))
        {
            _staff[row.Number] = staff = new StaffMember { Number = row.Number, Name = row.Name };
            _db.Add(staff);
            creates.Add($"人员 {row.Number} {row.Name}");
        }
        else if (staff.Name != row.Name)
        {
            changes.Add($"姓名 {staff.Name}→{row.Name}");
            staff.Name = row.Name;
        }

        return staff;
    }

    private void LayPosting(GoodRow row, StaffMember staff, Window window, List<string> creates, List<string> changes, List<CellFault> faults)
    {
        var same = staff.Postings.SingleOrDefault(post => post.From == row.From);
        var overlapping = staff.Postings.FirstOrDefault(post =>
            post != same && post.From <= (row.To ?? DateOnly.MaxValue) && (post.To ?? DateOnly.MaxValue) >= row.From);
        if (overlapping is not null)
        {
            faults.Add(new CellFault("到岗日期", $"与此人 {overlapping.From:yyyy-MM-dd} 至 {(overlapping.To is { } end ? $"{end:yyyy-MM-dd}" : "今")} 的任职重叠；请在文件中先写明那一段的离岗日期"));
            return;
        }

        if (staff.Id == _actorId && _actorId != 0 && (same is null || (same.Window, same.Role, same.Kind, same.To) != (window, row.Role, row.Kind, row.To)))
        {
            faults.Add(new CellFault("工号", "这是您本人：本人的任职须由其他有权的人办理；请删去这一行"));
            return;
        }

        // Nobody could punch on days that lay after the end (考勤 一(六)).
        if (same?.To is { } ended && ended < _today && (row.To is null || row.To > ended))
        {
            faults.Add(new CellFault("离岗日期", $"这段任职已于 {ended:yyyy-MM-dd} 结束，之后已经过去的日子不能补记；请写回 {ended:yyyy-MM-dd}，再另写一行，从 {_today:yyyy-MM-dd} 或以后到岗"));
            return;
        }

        if (same is null)
        {
            var before = staff.Postings.Find(post => post.From < row.From && (Until(post) is not { } until || until >= row.From));
            staff.Postings.Add(new Posting
            {
                Staff = staff, Window = window, Role = row.Role, Kind = row.Kind, From = row.From, To = row.To, EnrolledAt = before is null ? _now : before.EnrolledAt,
            });
            creates.Add($"任职 {row.WindowCode} 自 {row.From:yyyy-MM-dd}{(before is null && row.From <= _today ? "（登记之前不计考勤）" : "")}");
            return;
        }

        if (same.Window != window)
        {
            changes.Add($"任职窗口→{row.WindowCode}");
            _db.Entry(same).Reference(post => post.Window).CurrentValue = window;
        }

        if ((same.Role, same.Kind, same.To) != (row.Role, row.Kind, row.To))
            changes.Add($"任职 {same.Role.Chinese()}/{same.Kind.Chinese()}/至{same.To:yyyy-MM-dd} → {row.Role.Chinese()}/{row.Kind.Chinese()}/至{row.To:yyyy-MM-dd}");
        (same.Role, same.Kind, same.To) = (row.Role, row.Kind, row.To);
    }

    // As the hall had it until this file.
    private DateOnly? Until(Posting post) =>
        _db.Entry(post) is { State: not EntityState.Added and not EntityState.Detached } known ? known.Property(p => p.To).OriginalValue : post.To;
}
