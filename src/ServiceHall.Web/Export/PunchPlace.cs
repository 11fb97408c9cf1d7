using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.People;
using Punch = ServiceHall.Web.Attendance.Punch;

namespace ServiceHall.Web.Export;

/// <summary>A place that leads to the same verdict as the punch's own: at its distance, due north or south of the hall's centre.</summary>
internal static class PunchPlace
{
    private const double MetresOfADegree = 6_371_008.8 * Math.PI / 180;

    /// <summary>The place; null: the punch was judged without one.</summary>
    /// <param name="punch">As it was judged.</param>
    /// <param name="site">The hall that its window stands in now; null: none, and the place is not looked at.</param>
    public static Position? Of(Punch punch, Site? site)
    {
        // A code that was refused is written as a punch that proved nothing: refused as well.
        if (site is null || StandsAlone(punch) || punch.Outcome is PunchOutcome.NoPosition or PunchOutcome.NoCode or PunchOutcome.StaleCode or PunchOutcome.ForeignCode)
            return null;
        // Where the fence was drawn anew since, the verdict stays and the distance gives way.
        var radius = (decimal)site.RadiusMetres;
        var distance = punch.Outcome switch
        {
            PunchOutcome.OutsideArea when punch.DistanceMetres is { } metres && metres > radius => metres,
            PunchOutcome.OutsideArea => radius + 1,
            _ when punch.DistanceMetres is { } metres && metres <= radius => metres,
            _ => 0,
        };
        // The accuracy of a punch that was not checked for its place may be unknown; it is not looked at then either.
        return new Position(Latitude(site, distance), site.Longitude, punch.AccuracyMetres ?? 0);
    }

    /// <summary>Whether the hall's code, or its terminal, was proof enough without a position.</summary>
    public static bool StandsAlone(Punch punch) =>
        punch.Proof == Proof.Code && punch.Outcome is not (PunchOutcome.StaleCode or PunchOutcome.ForeignCode);

    // A step of a millimetre beside it, where rounding to the centimetre falls to the other side.
    private static double Latitude(Site site, decimal distance)
    {
        var towards = site.Latitude > 0 ? -1 : 1;
        foreach (var step in (ReadOnlySpan<double>)[0, 0.001, -0.001, 0.002, -0.002])
        {
            var latitude = site.Latitude + (towards * ((double)distance + step) / MetresOfADegree);
            if (Earth.Metres(site.Latitude, site.Longitude, latitude, site.Longitude) == distance)
                return latitude;
        }

        throw new InvalidOperationException($"No place lies {distance} m from {site.Code}.");
    }
}
