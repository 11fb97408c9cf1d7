using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People;

/// <summary>Lists, adds, corrects and removes units, halls with their fences, and windows.</summary>
internal sealed class EditPlaces(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>The widest fence: a hall's grounds, not its city.</summary>
    public const int MostMetres = 5000;

    /// <summary>Everything there is, in the order of codes and names.</summary>
    internal sealed record Places(IReadOnlyList<Unit> Units, IReadOnlyList<Site> Sites, IReadOnlyList<Window> Windows);

    public async Task<Answer<Places>> List(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "places.list", Right.SeePeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return new Places(
            await act.Db.Units.AsNoTracking().OrderBy(unit => unit.Name).ToListAsync(cancel),
            await act.Db.Sites.AsNoTracking().OrderBy(site => site.Code).ToListAsync(cancel),
            await act.Db.Windows.AsNoTracking().Include(window => window.Unit).Include(window => window.Site).OrderBy(window => window.Code).ToListAsync(cancel));
    }

    /// <summary>Saves a unit; with id 0 a new one.</summary>
    public Task<Answer<int>> Save(Actor actor, Unit unit, CancellationToken cancel)
    {
        unit.Name = Incoming.Clean(unit.Name);
        return Save(actor, unit, unit.Id, unit.Version, $"unit {unit.Name}", unit.Name, PeopleFaults.First(PeopleFaults.OfName(unit.Name, "单位名称")), cancel);
    }

    /// <summary>Saves a hall as it was written down.</summary>
    public async Task<Answer<int>> Save(Actor actor, SiteForm form, CancellationToken cancel)
    {
        var read = form.Read();
        return read.Refusal is { } missing ? missing : await Save(actor, read.Value, cancel);
    }

    /// <summary>Saves a hall with its fence; with id 0 a new one.</summary>
    public Task<Answer<int>> Save(Actor actor, Site site, CancellationToken cancel)
    {
        (site.Code, site.Name) = (Incoming.Clean(site.Code), Incoming.Clean(site.Name));
        var fault = PeopleFaults.First(
            PeopleFaults.OfId(site.Code, "大厅编号"),
            PeopleFaults.OfName(site.Name, "大厅名称"),
            site is { Latitude: 0, Longitude: 0 } ? "大厅的中心还没有填写：请到大厅中央按“以我的位置为中心”，或填写经纬度" : null,
            site.Latitude is >= -90 and <= 90 ? null : "纬度应在 -90 至 90 之间",
            site.Longitude is >= -180 and <= 180 ? null : "经度应在 -180 至 180 之间",
            site.RadiusMetres is > 0 and <= MostMetres ? null : $"围栏半径应大于 0、不超过 {MostMetres} 米");
        var detail = FormattableString.Invariant($"{site.Name}，中心 {site.Latitude:F6},{site.Longitude:F6}，半径 {site.RadiusMetres} 米，打卡凭{site.Proof.Chinese()}");
        return Save(actor, site, site.Id, site.Version, $"site {site.Code}", detail, fault, cancel);
    }

    /// <summary>Saves a window; with id 0 a new one.</summary>
    public Task<Answer<int>> Save(Actor actor, Window window, CancellationToken cancel)
    {
        (window.Code, window.Name) = (Incoming.Clean(window.Code), Incoming.Clean(window.Name));
        var fault = PeopleFaults.First(
            PeopleFaults.OfId(window.Code, "窗口编号"),
            PeopleFaults.OfName(window.Name, "窗口名称"),
            window.UnitId > 0 ? null : "窗口须属于一个单位");
        return Save(actor, window, window.Id, window.Version, $"window {window.Code}", window.Name, fault, cancel);
    }

    /// <summary>Removes a unit, a hall or a window that nothing belongs to yet.</summary>
    /// <param name="place">As it was shown.</param>
    public async Task<Answer<Done>> Remove(Actor actor, object place, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "places.remove", Right.EditPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (subject, name) = place switch
        {
            Unit unit => ($"unit {unit.Name}", unit.Name),
            Site site => ($"site {site.Code}", site.Name),
            Window window => ($"window {window.Code}", window.Name),
            _ => throw new ArgumentException("Neither a unit nor a hall nor a window.", nameof(place)),
        };
        act.Db.Entry(place).State = EntityState.Deleted;
        act.Record(subject, name);
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleFaults.ChangedMeanwhile;
        }
        catch (DbUpdateException used) when (used.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation })
        {
            return new Refusal($"“{name}”下已有窗口、任职、屏幕或记录，不能删除：过去的得分要能查到出处。不再使用的，把人员调走即可。");
        }
    }

    private async Task<Answer<int>> Save<T>(
        Actor actor, T place, int id, uint version, string subject, string detail, Refusal? fault, CancellationToken cancel)
        where T : class
    {
        await using var act = await Act.Begin(factory, clock, actor, "places.edit", Right.EditPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (fault is not null)
            return fault;
        var entry = act.Db.Entry(place);
        entry.State = id == 0 ? EntityState.Added : EntityState.Modified;
        if (id != 0)
            entry.Property("Version").OriginalValue = version;
        act.Record(subject, detail);
        try
        {
            await act.Commit(cancel);
            return (int)entry.Property("Id").CurrentValue!;
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleFaults.ChangedMeanwhile;
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("已有同样的编号或名称，请换一个，或直接修改已有的那一个。");
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return PeopleFaults.Gone;
        }
    }
}
