using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class AttendanceAndLeave : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "enrolled_at",
                table: "posting",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly[]>(
                name: "too_late",
                table: "announced_year",
                type: "date[]",
                nullable: false,
                defaultValue: new DateOnly[0]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "enrolled_at",
                table: "posting");

            migrationBuilder.DropColumn(
                name: "too_late",
                table: "announced_year");
        }
    }
}
