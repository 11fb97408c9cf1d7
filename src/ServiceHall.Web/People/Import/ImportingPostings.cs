namespace ServiceHall.Web.People.Import;

/// <summary>How a row's posting is laid on those that the person has.</summary>
internal sealed partial class Importing
{
    private void LayPosting(GoodRow row, StaffMember staff, Window window, RowEffects effects)
    {
        var same = staff.Postings.SingleOrDefault(post => post.From == row.From);
        // An empty cell leaves alone what is there.
        var (role, kind) = (row.Role ?? same?.Role ?? PostRole.Staff, row.Kind ?? same?.Kind ?? PostKind.Regular);
        var to = row.ClearsTo ? null : row.To ?? same?.To;
        if (FaultOf(row, staff, window, same, (role, kind, to)) is { } fault)
        {
            effects.Faults.Add(fault);
            return;
        }

        if (same is null)
        {
            LayNew(row, staff, window, (role, kind), effects);
            return;
        }

        DangersOf(same, window, role, effects, isNew: false);
        if (same.Window != window)
        {
            Change(same, $"任职窗口→{row.WindowCode}", effects);
            _db.Entry(same).Reference(post => post.Window).CurrentValue = window;
        }

        if ((same.Role, same.Kind, same.To) == (role, kind, to))
            return;
        var before = $"{same.Role.Chinese()}/{same.Kind.Chinese()}/至{same.To:yyyy-MM-dd}";
        Change(same, $"任职 {before} → {role.Chinese()}/{kind.Chinese()}/至{to:yyyy-MM-dd}", effects);
        if (same.To != to && to is not null && !IsNew(staff))
            _posted.Add((effects, same));
        (same.Role, same.Kind, same.To) = (role, kind, to);
    }

    private void LayNew(GoodRow row, StaffMember staff, Window window, (PostRole Role, PostKind Kind) of,
        RowEffects effects)
    {
        var before = staff.Postings.Find(post => post.From < row.From
            && (Until(post) is not { } until || until >= row.From));
        // Not with what the file itself puts between: a posting of one day would hide what changes.
        if (staff.Postings.Where(post => post.From < row.From && _had.ContainsKey(post)).MaxBy(post => post.From) is { } last)
            DangersOf(last, window, of.Role, effects, isNew: true);
        var post = new Posting
        {
            Staff = staff, Window = window, Role = of.Role, Kind = of.Kind, From = row.From, To = row.To,
            EnrolledAt = before is null ? _now : before.EnrolledAt,
        };
        staff.Postings.Add(post);
        _posted.Add((effects, post));
        Lines.TryAdd(post, row.Line);
        var late = before is null && row.From <= _today ? "（登记之前不计考勤）" : "";
        effects.Creates.Add($"任职 {row.WindowCode} 自 {row.From:yyyy-MM-dd}{late}");
    }

    // What comes after, or in place of, a posting that the hall had before this file.
    private void DangersOf(Posting before, Window window, PostRole role, RowEffects effects, bool isNew)
    {
        if (!_had.TryGetValue(before, out var had))
            return;
        var person = $"{before.Staff!.Number} {before.Staff.Name}";
        if (had.Role == PostRole.Leader && role != PostRole.Leader)
            effects.Dangers.Add(new Danger($"{effects.Row.Line}:role", $"{person} 不再是负责人{(isNew ? "（新任职）" : "")}"));
        if (had.Window != window && (had.Window.Unit != window.Unit || had.Window.SiteId != window.SiteId))
        {
            var (here, there) = ($"{had.Window.Code}（{had.Window.Unit!.Name}）", $"{window.Code}（{window.Unit!.Name}）");
            effects.Dangers.Add(new Danger(
                $"{effects.Row.Line}:move", $"{person} 从 {here}{(isNew ? "调" : "改")}到 {there}，不是同一单位或同一大厅"));
        }
    }

    private CellFault? FaultOf(GoodRow row, StaffMember staff, Window window, Posting? same,
        (PostRole Role, PostKind Kind, DateOnly? To) wanted)
    {
        if (staff.LeftOn is { } left && (wanted.To is null || wanted.To > left))
            return new CellFault("离岗日期", $"此人已于 {left:yyyy-MM-dd} 离开大厅，任职不能晚于那天");
        var overlapping = staff.Postings.FirstOrDefault(post =>
            post != same && post.From <= (wanted.To ?? DateOnly.MaxValue)
                && (post.To ?? DateOnly.MaxValue) >= row.From);
        if (overlapping is not null)
        {
            var end = overlapping.To is { } last ? $"{last:yyyy-MM-dd}" : "今";
            return new CellFault("到岗日期", $"与此人 {overlapping.From:yyyy-MM-dd} 至 {end} 的任职重叠；请在文件中先写明那一段的离岗日期");
        }

        if (staff.Id == _actorId && _actorId != 0
            && (same is null || (same.Window, same.Role, same.Kind, same.To) != (window, wanted.Role, wanted.Kind, wanted.To)))
            return new CellFault("工号", "这是您本人：本人的任职须由其他有权的人办理；请删去这一行");
        // Nobody could punch on days that lay after the end (考勤 一(六)).
        return same?.To is { } ended && ended < _today && (wanted.To is null || wanted.To > ended)
            ? new CellFault("离岗日期",
                $"这段任职已于 {ended:yyyy-MM-dd} 结束，之后已经过去的日子不能补记；请写回 {ended:yyyy-MM-dd}，再另写一行，从 {_today:yyyy-MM-dd} 或以后到岗")
            : null;
    }

    // As the hall had it until this file.
    private DateOnly? Until(Posting post) => _had.TryGetValue(post, out var had) ? had.To : post.To;

    // Whoever was to stay longer and has nothing behind the last day leaves; that shows only when all rows are laid, and all
    // rows that say until when stand or fall together.
    private void PointOutLeaving()
    {
        foreach (var rows in _posted.GroupBy(row => row.Post.Staff!))
        {
            var (was, last) = (LastOf(rows.Key.Postings.Where(_had.ContainsKey), Until), LastOf(rows.Key.Postings, post => post.To));
            if (was is null || last >= was)
                continue;
            var leave = new Danger($"{rows.First().Row.Row.Line}:leave",
                $"{rows.Key.Number} {rows.Key.Name} 自 {last:yyyy-MM-dd} 后离岗，没有接续的任职");
            foreach (var row in rows.Select(row => row.Row).Distinct())
                row.Dangers.Add(leave);
        }
    }

    private static DateOnly? LastOf(IEnumerable<Posting> postings, Func<Posting, DateOnly?> last) =>
        postings.Select(post => last(post) ?? DateOnly.MaxValue).Cast<DateOnly?>().Max();
}
