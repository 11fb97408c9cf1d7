using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People.Import;

/// <summary>
/// The hall as it is, on which a file's rows are laid one after the other: each row finds what it would create or
/// change, and faults that only show beside other rows or what is there already.
/// </summary>
internal sealed partial class Importing
{
    // Where another way of writing is entered.
    private const string Places = "窗口与大厅";
    private const string Persons = "人员名单";

    private readonly HallDb _db;
    private readonly int _actorId;
    private readonly DateTimeOffset _now;
    private readonly DateOnly _today;
    private readonly KnownThings<Unit> _units;
    private readonly KnownThings<Site> _sites;
    private readonly KnownThings<Window> _windows;
    private readonly KnownThings<StaffMember> _staff;
    private readonly Dictionary<string, GoodRow> _windowRows = [];
    private readonly Dictionary<string, GoodRow> _staffRows = [];
    private readonly Dictionary<(string Number, DateOnly From), GoodRow> _postingRows = [];
    private readonly Dictionary<string, List<Danger>> _shared = [];
    private readonly Dictionary<(string Name, string Unit), string> _namesakes = [];
    private readonly List<(RowEffects Row, Posting Post)> _posted = [];

    // The postings that the hall had before the file, as they were then.
    private readonly Dictionary<Posting, (PostRole Role, Window Window, DateOnly? To)> _had;

    private Importing(Act act, List<Unit> units, List<Site> sites, List<Window> windows, List<StaffMember> staff)
    {
        (_db, _actorId, _now, _today) = (act.Db, act.Rights.StaffId, act.Now, act.Today);
        (_units, _sites) = (new(units, unit => unit.Name), new(sites, site => site.Code));
        (_windows, _staff) = (new(windows, window => window.Code), new(staff, person => person.Number));
        _had = staff.SelectMany(person => person.Postings)
            .ToDictionary<Posting, Posting, (PostRole, Window, DateOnly?)>(post => post, post => (post.Role, post.Window!, post.To), ReferenceEqualityComparer.Instance);
        foreach (var person in staff)
        {
            foreach (var post in person.Postings)
                _namesakes.TryAdd((Fold.Key(person.Name), Fold.Key(post.Window!.Unit!.Name)), person.Number);
        }
    }

    /// <summary>The line of the file that first created or changed something.</summary>
    public Dictionary<object, int> Lines { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads the hall. What the rows do is tracked by the context and written when it saves.</summary>
    public static async Task<Importing> Open(Act act, CancellationToken cancel)
    {
        var db = act.Db;
        return new Importing(
            act,
            await db.Units.ToListAsync(cancel),
            await db.Sites.ToListAsync(cancel),
            await db.Windows.Include(window => window.Unit).ToListAsync(cancel),
            await db.Staff.Include(staff => staff.Postings).ToListAsync(cancel));
    }

    /// <summary>Lays the rows on the hall, in their order.</summary>
    /// <param name="laid">Called after each row with how many there were.</param>
    public List<PlannedRow> Lay(IReadOnlyList<FileRow> rows, Action<int> laid)
    {
        var effects = new List<RowEffects>(rows.Count);
        foreach (var row in rows)
        {
            effects.Add(Lay(row));
            laid(effects.Count);
        }

        PointOutLeaving();
        return [.. effects.Select(row => row.Planned())];
    }

    private RowEffects Lay(FileRow row)
    {
        var effects = new RowEffects(row);
        if (row.IsHidden)
            effects.Dangers.Add(new Danger($"{row.Line}:hidden", "这一行在表里是隐藏的"));
        if (ReadRow.Of(row, effects.Faults) is { } good && Agrees(good, effects))
        {
            var window = LayWindow(good, effects);
            var staff = LayStaff(good, effects);
            LayPosting(good, staff, window, effects);
        }

        return effects;
    }

    // Two rows of one file must say the same of one window and of one person.
    private bool Agrees(GoodRow row, RowEffects effects)
    {
        foreach (var (column, ambiguity) in Ambiguities(row))
            effects.Fault(column, ambiguity);
        if (effects.Faults.Count > 0)
            return false;
        if (row.SiteCode is { } code && _sites.Find(code) is null)
            effects.Fault("大厅编号", $"没有编号为“{code}”的大厅；请先在“窗口与大厅”中建立，或留空");
        var (windowKey, number) = (_windows.Key(row.WindowCode), _staff.Key(row.Number));
        if (!_windowRows.TryAdd(windowKey, row) && _windowRows[windowKey] is var window && !SayTheSame(window, row))
            effects.Fault("窗口编号", $"与第 {window.Line} 行同一窗口的名称、单位或大厅不一致");
        if (!_staffRows.TryAdd(number, row) && _staffRows[number] is var person
            && Fold.Key(person.Name) != Fold.Key(row.Name))
            effects.Fault("姓名", $"与第 {person.Line} 行同一工号的姓名“{person.Name}”不一致");
        if (!_postingRows.TryAdd((number, row.From), row))
            effects.Fault("到岗日期", $"与第 {_postingRows[(number, row.From)].Line} 行是同一人同一天到岗，请只留一行");
        return effects.Faults.Count == 0;
    }

    private IEnumerable<(string Column, string Text)> Ambiguities(GoodRow row)
    {
        (string Column, string? Text)[] found =
        [
            ("工号", _staff.Ambiguity(row.Number)), ("单位", _units.Ambiguity(row.Unit)), ("窗口编号", _windows.Ambiguity(row.WindowCode)),
            ("大厅编号", row.SiteCode is { } site ? _sites.Ambiguity(site) : null),
        ];
        return found.Where(one => one.Text is not null).Select(one => (one.Column, one.Text!));
    }

    private bool SayTheSame(GoodRow one, GoodRow other) =>
        Fold.Key(one.WindowName) == Fold.Key(other.WindowName)
            && _units.Key(one.Unit) == _units.Key(other.Unit)
        && (one.ClearsSite == other.ClearsSite || (!one.ClearsSite ? one.SiteCode : other.SiteCode) is null)
        && (one.SiteCode is null || other.SiteCode is null
            || _sites.Key(one.SiteCode) == _sites.Key(other.SiteCode));

    private Window LayWindow(GoodRow row, RowEffects effects)
    {
        var unit = _units.Find(row.Unit);
        if (unit is null)
        {
            unit = new Unit { Name = row.Unit };
            _units.Add(unit);
            Create(unit, $"单位 {row.Unit}", effects);
        }
        else
        {
            effects.Alike("单位", row.Unit, unit.Name, Places);
        }

        var site = row.SiteCode is { } code ? _sites.Find(code) : null;
        if (_windows.Find(row.WindowCode) is not { } window)
        {
            var made = new Window { Code = row.WindowCode, Name = row.WindowName, Unit = unit, SiteId = site?.Id };
            _windows.Add(made);
            Create(made, $"窗口 {row.WindowCode} {row.WindowName}", effects);
            return made;
        }

        effects.Alike("窗口", row.WindowCode, window.Code, Places);
        if (Fold.Same(window.Name, row.WindowName))
        {
            effects.Alike("窗口名称", row.WindowName, window.Name, Places);
        }
        else
        {
            Change(window, $"窗口 {window.Code} 名称 {window.Name}→{row.WindowName}", effects);
            window.Name = row.WindowName;
        }

        LayUnit(window, unit, effects);
        if (row.ClearsSite || site is not null)
            LaySite(window, site, effects);
        effects.Dangers.AddRange(_shared.GetValueOrDefault("window " + window.Code) ?? []);
        return window;
    }

    private void LayUnit(Window window, Unit unit, RowEffects effects)
    {
        if (window.Unit == unit)
            return;
        var words = $"窗口 {window.Code} 单位 {window.Unit!.Name}→{unit.Name}";
        if (!IsNew(window))
            Share("window " + window.Code, new Danger($"{window.Code}:unit", words));
        Change(window, words, effects);
        _db.Entry(window).Reference(w => w.Unit).CurrentValue = unit;
    }

    private void LaySite(Window window, Site? site, RowEffects effects)
    {
        if (window.SiteId == site?.Id)
            return;
        var words = $"窗口 {window.Code} 大厅→{site?.Code ?? "不核对位置"}";
        if (!IsNew(window) && window.SiteId is not null)
            Share("window " + window.Code,
                new Danger($"{window.Code}:site", site is null ? words + "，该窗口人员打卡不再核对围栏" : words + "，打卡改按那里的围栏"));
        Change(window, words, effects);
        window.SiteId = site?.Id;
    }

    private StaffMember LayStaff(GoodRow row, RowEffects effects)
    {
        var staff = _staff.Find(row.Number);
        if (staff is null)
        {
            staff = new StaffMember { Number = row.Number, Name = row.Name };
            _staff.Add(staff);
            Create(staff, $"人员 {row.Number} {row.Name}", effects);
            var named = (Fold.Key(row.Name), Fold.Key(row.Unit));
            if (!_namesakes.TryAdd(named, row.Number))
                effects.Notes.Add($"同一单位已有同名的 {_namesakes[named]}，请确认不是同一人");
            return staff;
        }

        effects.Alike("工号", row.Number, staff.Number, Persons);
        if (Fold.Key(staff.Name) == Fold.Key(row.Name))
        {
            effects.Alike("姓名", row.Name, staff.Name, Persons);
        }
        else
        {
            if (!IsNew(staff))
                Share("staff " + staff.Number,
                    new Danger($"{staff.Number}:name", $"{staff.Number} 原是 {staff.Name}，将改名为 {row.Name}：请确认没有写错工号"));
            Change(staff, $"姓名 {staff.Name}→{row.Name}", effects);
            staff.Name = row.Name;
        }

        effects.Dangers.AddRange(_shared.GetValueOrDefault("staff " + staff.Number) ?? []);
        return staff;
    }

    private void Create(object made, string words, RowEffects effects)
    {
        _db.Add(made);
        Lines.TryAdd(made, effects.Row.Line);
        effects.Creates.Add(words);
    }

    private void Change(object changed, string words, RowEffects effects)
    {
        Lines.TryAdd(changed, effects.Row.Line);
        effects.Changes.Add(words);
    }

    // All rows about one window, or one person, stand or fall with it.
    private void Share(string of, Danger danger)
    {
        if (!_shared.TryGetValue(of, out var dangers))
            _shared.Add(of, dangers = []);
        dangers.Add(danger);
    }

    private bool IsNew(object thing) => _db.Entry(thing).State == EntityState.Added;
}
