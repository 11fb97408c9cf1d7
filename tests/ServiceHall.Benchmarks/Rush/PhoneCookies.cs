using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Benchmarks.Rush;

/// <summary>
/// Phones that signed in some day before: sign-ins as rows, and the cookies that the hall would have given, made with its
/// own keys. Thousands of passwords need not be hashed for it.
/// </summary>
internal static class PhoneCookies
{
    /// <summary>One cookie for each person whose number begins with the prefix, in their order.</summary>
    public static async Task<List<string>> Make(FilledHall filled, string prefix)
    {
        await using var db = filled.Factory.CreateDbContext();
        var people = await db.Staff.Where(staff => staff.Number.StartsWith(prefix)).OrderBy(staff => staff.Number).Select(staff => new { staff.Id, staff.Number }).ToListAsync();
        var yesterday = filled.Get<TimeProvider>().GetUtcNow().AddDays(-1);
        var signIns = people.ConvertAll(person => new SignIn
        {
            Id = Guid.NewGuid(), StaffId = person.Id, Face = Face.Phone, At = yesterday, LastSeenAt = yesterday, Stamp = $"stamp {person.Number}", Address = "192.0.2.1", Device = "load",
        });
        db.AddRange(people.Select(person => new Account { Id = person.Id, UserName = person.Number, NormalizedUserName = person.Number, SecurityStamp = $"stamp {person.Number}" }));
        db.AddRange(signIns);
        await db.SaveChangesAsync();
        var scheme = HallCookies.Scheme(Face.Phone);
        var format = new TicketDataFormat(filled.Get<IDataProtectionProvider>()
            .CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", scheme, "v2"));
        var given = new AuthenticationProperties { IsPersistent = true, IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(30) };
        return signIns.ConvertAll(signIn => "hall.phone=" + format.Protect(new AuthenticationTicket(HallPrincipal.ForCookie(signIn, scheme), given, scheme)));
    }
}
