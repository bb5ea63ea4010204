/** The chains built into the program; they go by name. */
export const SHIPPED = ['critical-minerals', 'chips', 'medicines', 'oil-and-co2'] as const;
