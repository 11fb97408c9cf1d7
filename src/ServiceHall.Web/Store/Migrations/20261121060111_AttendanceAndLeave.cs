using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class AttendanceAndLeave : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "site",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Position");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "screen_pairing",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Board");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "screen",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Board");

            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "punch",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Position");

            migrationBuilder.CreateTable(
                name: "bound_device",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bound_device", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_bound_device_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "device_change",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by_id = table.Column<int>(type: "integer", nullable: true),
                    is_approved = table.Column<bool>(type: "boolean", nullable: true),
                    remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_change", x => x.id);
                    table.CheckConstraint("ck_device_change_decided", "(decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (is_approved IS NULL) AND decided_by_id IS DISTINCT FROM staff_id");
                    table.ForeignKey(
                        name: "fk_device_change_staff_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_device_change_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    punch_id = table.Column<long>(type: "bigint", nullable: false),
                    other_punch_id = table.Column<long>(type: "bigint", nullable: true),
                    other_staff_id = table.Column<int>(type: "integer", nullable: true),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    days = table.Column<int>(type: "integer", nullable: true),
                    metres = table.Column<int>(type: "integer", nullable: true),
                    seconds = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal", x => x.id);
                    table.ForeignKey(
                        name: "fk_signal_punch_punch_id",
                        column: x => x.punch_id,
                        principalTable: "punch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signal_staff_other_staff_id",
                        column: x => x.other_staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signal_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signal_progress",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    last_punch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal_progress", x => x.id);
                    table.CheckConstraint("ck_signal_progress_only_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "site_secret",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    @protected = table.Column<string>(name: "protected", type: "character varying(1000)", maxLength: 1000, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_secret", x => x.site_id);
                    table.ForeignKey(
                        name: "fk_site_secret_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "terminal_pin",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terminal_pin", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_terminal_pin_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signal_look",
                columns: table => new
                {
                    signal_id = table.Column<long>(type: "bigint", nullable: false),
                    by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal_look", x => x.signal_id);
                    table.ForeignKey(
                        name: "fk_signal_look_signal_signal_id",
                        column: x => x.signal_id,
                        principalTable: "signal",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signal_look_staff_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_device_change_decided_by_id",
                table: "device_change",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_device_change_staff_id",
                table: "device_change",
                column: "staff_id",
                unique: true,
                filter: "decided_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_signal_other_staff_id",
                table: "signal",
                column: "other_staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_signal_punch_id",
                table: "signal",
                column: "punch_id");

            migrationBuilder.CreateIndex(
                name: "ix_signal_staff_id_day_kind_device_other_staff_id",
                table: "signal",
                columns: new[] { "staff_id", "day", "kind", "device", "other_staff_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_signal_look_by_id",
                table: "signal_look",
                column: "by_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bound_device");

            migrationBuilder.DropTable(
                name: "device_change");

            migrationBuilder.DropTable(
                name: "signal_look");

            migrationBuilder.DropTable(
                name: "signal_progress");

            migrationBuilder.DropTable(
                name: "site_secret");

            migrationBuilder.DropTable(
                name: "terminal_pin");

            migrationBuilder.DropTable(
                name: "signal");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "site");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "screen_pairing");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "screen");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "punch");
        }
    }
}
