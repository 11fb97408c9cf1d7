using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Codes;

/// <summary>The code that a hall's screen shows now. The first one asked for makes the hall's secret.</summary>
internal sealed class ShowCode(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, CodeSecrets secrets)
{
    /// <summary>What a code screen shows.</summary>
    /// <param name="Site">The hall's name.</param>
    /// <param name="Code">Eight digits.</param>
    /// <param name="Now">The server's time.</param>
    /// <param name="Until">When the next code comes.</param>
    internal sealed record Shown(string Site, string Code, DateTimeOffset Now, DateTimeOffset Until);

    /// <summary>The code of a hall that exists.</summary>
    public async Task<Shown> Run(int siteId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var gate = await gates.Current(db, cancel);
        if (!gate.Codes.TryGetValue(siteId, out var codes))
        {
            await secrets.Make(db, siteId, clock.GetUtcNow(), cancel);
            gate = await gates.Current(db, cancel);
            codes = gate.Codes[siteId];
        }

        var (name, now) = (await db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).SingleAsync(cancel), clock.GetUtcNow());
        return new Shown(name, codes.At(now), now, SiteCodes.Until(now));
    }
}
